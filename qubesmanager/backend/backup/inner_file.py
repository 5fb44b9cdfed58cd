"""From the chunks of one file to the file: decompression, then the inner tar archive."""

from __future__ import annotations

from collections.abc import Callable

from .compression import decompressor
from .errors import DamagedArchive
from .inner_tar import Buffer, FileConsumer, InnerTar


class FileDecoder:
    """Pushes the authentic text of a file's chunks through to its consumer.

    The consumer gets no more than the size that the inner archive declares: a stream that expands
    further is refused as soon as it does. ``check`` is called often, and may raise to end it all.
    """

    def __init__(
        self,
        stem: str,
        compression: str,
        consumer: FileConsumer,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._check = check
        self._filter = decompressor(compression)
        self._inner = InnerTar(stem, consumer)

    def feed(self, text: Buffer) -> None:
        """Raises DamagedArchive, or what the consumer raises."""
        for piece in self._filter.process(text):
            self._check()
            self._inner.feed(piece)

    def finish(self) -> None:
        """All chunks were fed. Raises DamagedArchive unless the file is complete."""
        self._filter.finish()
        self._inner.finish()


class Collected:
    """A consumer that keeps a small file in memory."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._content = bytearray()

    @property
    def content(self) -> bytes:
        return bytes(self._content)

    def begin(self, size_bytes: int) -> None:
        if size_bytes > self._max_bytes:
            raise DamagedArchive(
                f"it is {size_bytes} bytes long, at most {self._max_bytes} are expected"
            )

    def data(self, piece: memoryview) -> None:
        self._content += piece

    def hole(self, length_bytes: int) -> None:
        self._content += bytes(length_bytes)
