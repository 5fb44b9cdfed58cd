"""Compression filters, against the real programs and against hostile streams."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import subprocess
import zlib

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.compression import (
    FILTERS,
    UnknownFilter,
    compressor,
    decompressor,
    kind_of,
)
from qubesmanager.backend.backup.errors import BackupFormatError, DamagedArchive

KINDS = ("gzip", "bzip2", "xz", "lzma", "zstd", "none")
PACKED = KINDS[:-1]


def packed(name: str, text: bytes, step: int = 100_000) -> bytes:
    packer = compressor(name)
    pieces = [bytes(packer.process(text[i : i + step])) for i in range(0, len(text), step)]
    return b"".join(pieces) + packer.finish()


def unpacked(name: str, stream: bytes, step: int = 70_000) -> bytes:
    unpacker = decompressor(name)
    pieces = []
    for i in range(0, len(stream), step):
        pieces += [bytes(piece) for piece in unpacker.process(stream[i : i + step])]
    unpacker.finish()
    return b"".join(pieces)


@pytest.fixture(scope="module")
def text() -> bytes:
    noise = random.Random(1).randbytes(400_000)
    return noise + bytes(3_000_000) + b"some text, repeated; " * 50_000


@pytest.mark.parametrize("name", FILTERS)
def test_round_trip(name: str, text: bytes) -> None:
    assert unpacked(name, packed(name, text)) == text
    assert unpacked(name, packed(name, b"")) == b""


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gzip", ["gzip", "-dc"]),
        ("bzip2", ["bzip2", "-dc"]),
        ("xz", ["xz", "-dc"]),
        ("lzma", ["xz", "--format=lzma", "-dc"]),
        ("zstd", ["zstd", "-dc"]),
    ],
)
def test_programs_read_ours_and_we_theirs(
    name: str, words: list[str], text: bytes, program
) -> None:
    command = [program(words[0]), *words[1:]]
    ours = subprocess.run(command, input=packed(name, text), capture_output=True, check=True)
    assert ours.stdout == text
    command = [word.replace("-dc", "-c") for word in command]
    theirs = subprocess.run(command, input=text, capture_output=True, check=True)
    assert unpacked(name, theirs.stdout) == text


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("step", [1, 7, 1 << 20])
def test_zeros_after_the_end_are_padding(name: str, step: int) -> None:
    stream = packed(name, b"short")
    assert unpacked(name, stream + bytes(10240), step) == b"short"


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("step", [1, 1 << 20])
def test_streams_one_after_another(name: str, step: int) -> None:
    stream = packed(name, b"first ") + packed(name, b"second") + bytes(512)
    assert unpacked(name, stream, step) == b"first second"


@pytest.mark.parametrize("name", PACKED)
def test_other_bytes_after_the_end_are_damage(name: str) -> None:
    with pytest.raises(DamagedArchive):
        unpacked(name, packed(name, b"text") + b"\0\0garbage")


@pytest.mark.parametrize("name", PACKED)
def test_a_cut_stream_is_damage(name: str, text: bytes) -> None:
    stream = packed(name, text[:50_000])
    for length in (0, 1, 5, len(stream) // 2, len(stream) - 1):
        with pytest.raises(DamagedArchive):
            unpacked(name, stream[:length])


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_hostile_bytes_end_in_the_documented_error(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(PACKED))
    text = data.draw(st.binary(max_size=2000))
    stream = bytearray(packed(name, text))
    for _ in range(data.draw(st.integers(1, 4))):
        stream[data.draw(st.integers(0, len(stream) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        result = unpacked(name, bytes(stream), data.draw(st.sampled_from([3, 100, 5000])))
    except BackupFormatError:
        return
    assert name == "lzma" or len(result) <= 10 << 20


@pytest.mark.parametrize("name", ["gzip", "bzip2", "xz", "zstd"])
def test_one_flipped_bit_in_the_data_is_noticed(name: str) -> None:
    """These formats carry a checksum of the text."""
    text = random.Random(2).randbytes(5000)
    stream = bytearray(packed(name, text))
    stream[len(stream) // 2] ^= 4
    with pytest.raises(DamagedArchive):
        unpacked(name, bytes(stream))


@pytest.mark.parametrize(
    ("name", "bomb"),
    [
        ("gzip", gzip.compress(bytes(64 << 20))),
        ("bzip2", bz2.compress(bytes(64 << 20))),
        ("xz", lzma.compress(bytes(64 << 20), preset=0)),
        ("zstd", zstandard.ZstdCompressor(19).compress(bytes(256 << 20))),
    ],
)
def test_output_comes_in_bounded_pieces(name: str, bomb: bytes) -> None:
    first = next(decompressor(name).process(bomb))
    limit = 33 << 20 if name == "zstd" else 1 << 20
    assert 0 < len(first) <= limit


def test_gzip_is_one_plain_member(text: bytes) -> None:
    reader = zlib.decompressobj(wbits=31)
    assert reader.decompress(packed("gzip", text)) == text
    assert reader.eof
    assert reader.unused_data == b""


def test_unknown_filters_are_refused() -> None:
    for name in ("", "rm -rf", "GZIP", "zip"):
        with pytest.raises(UnknownFilter):
            compressor(name)
        with pytest.raises(UnknownFilter):
            decompressor(name)
    assert kind_of("pigz") == "gzip"
