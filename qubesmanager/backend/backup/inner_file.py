"""From the chunks of one file to the file: decryption, decompression, then the inner tar archive.

The order of the layers depends on the format (backup-format.md section 4.3): in version 4 the
chunks are text already and one compressed stream; in version 3 they are one encrypted stream of
one compressed stream; in version 2 each chunk is a tar volume, encrypted or compressed by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .compression import Decompressor, decompressor, zlib_decompressor
from .errors import DamagedArchive
from .header import BackupHeader
from .openssl_legacy import Decryptor
from .tar_steps import Buffer, TarParser


class Layers:
    """What one archive's files are wrapped in."""

    def __init__(self, header: BackupHeader, passphrase: bytes) -> None:
        self.volumes = header.version == 2
        self._header = header
        self._passphrase = passphrase

    def decryptor(self) -> Decryptor | None:
        if self._header.version == 4 or not self._header.encrypted:
            return None
        return Decryptor(self._header.crypto_algorithm, self._passphrase)

    def decompressor(self) -> Decompressor:
        if self.volumes and self._header.encrypted and self._header.compressed:
            return zlib_decompressor()  # openssl enc -z
        return decompressor(self._header.compression)


class FileDecoder:
    """Pushes the authentic bytes of a file's chunks through to a reader of its inner archive.

    The reader refuses a stream that expands to more than it declares as soon as it does. ``check``
    is called often, and may raise to end it all.
    """

    def __init__(
        self, layers: Layers, parser: TarParser, check: Callable[[], None] = lambda: None
    ) -> None:
        self._layers = layers
        self._parser = parser
        self._check = check
        self._begun = False
        self._decryptor = layers.decryptor()
        self._filter = layers.decompressor()

    def begin_chunk(self) -> None:
        """What is fed next is the beginning of a chunk."""
        if self._begun and self._layers.volumes:
            self._finish_layers()
            self._decryptor = self._layers.decryptor()
            self._filter = self._layers.decompressor()
            self._parser.next_volume()
        self._begun = True

    def feed(self, data: Buffer) -> None:
        """Raises DamagedArchive, or what the consumer raises."""
        if self._decryptor is not None:
            data = self._decryptor.process(data)
        self._push(self._filter.process(data))

    def finish(self) -> None:
        """All chunks were fed. Raises DamagedArchive unless the file is complete."""
        self._finish_layers()
        self._parser.finish()

    def _finish_layers(self) -> None:
        if self._decryptor is not None:
            self._push(self._filter.process(self._decryptor.finish()))
        self._filter.finish()

    def _push(self, pieces: Iterator[Buffer]) -> None:
        for piece in pieces:
            self._check()
            self._parser.feed(piece)


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
