"""Compression filters, against the real programs and against hostile streams."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import subprocess
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.compression import FILTERS, UnknownFilter, decompressor, kind_of
from qubesmanager.backend.backup.errors import BackupFormatError, DamagedArchive
from qubesmanager.backend.backup.packing import Packing, compressor, packing

KINDS = ("gzip", "bzip2", "xz", "lzma", "zstd", "none")
PACKED = KINDS[:-1]


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(3) as threads:
        yield threads


def packed(
    name: str, text: bytes, step: int = 100_000, pool: ThreadPoolExecutor | None = None
) -> bytes:
    packer = compressor(name, pool)
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


# ---- pieces, levels, noise


def long_text(size: int) -> bytes:
    """Noise and words in runs of many lengths, some of them as long as several pieces."""
    source = random.Random(size)
    parts, length = [], 0
    while length < size:
        run = source.choice([1, 4095, 131_071, 131_072, 300_000, 2_500_000])
        words = b"%d words, " % run
        parts.append(source.randbytes(run) if source.random() < 0.5 else words * (run // 8))
        length += len(parts[-1])
    return b"".join(parts)[:size]


@pytest.mark.real
@pytest.mark.parametrize("name", ["gzip", "zstd", "zstd:5", "xz:0", "bzip2:1"])
def test_several_pieces_side_by_side(name: str, pool: ThreadPoolExecutor, program) -> None:
    text = long_text(5_000_000)
    stream = packed(name, text, 1 << 20, pool)
    assert stream == packed(name, text, 333_333)
    words = [program(name.partition(":")[0]), "-dc"]
    done = subprocess.run(words, input=stream, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == text
    assert unpacked(name.partition(":")[0], stream) == text


@given(
    runs=st.lists(st.tuples(st.integers(0, 400_000), st.booleans(), st.integers(0, 9)), max_size=8),
    step=st.integers(1000, 2_000_000),
)
@settings(max_examples=40, deadline=None)
def test_any_mixture_of_noise_and_words(runs: list[tuple[int, bool, int]], step: int) -> None:
    text = b"".join(
        random.Random(seed).randbytes(length) if noise else bytes([seed]) * length
        for length, noise, seed in runs
    )
    reader = zlib.decompressobj(wbits=31)
    assert reader.decompress(packed("gzip", text, step)) == text
    assert reader.eof
    assert reader.unused_data == b""


@pytest.mark.parametrize("name", ["gzip", "zstd:19", "xz:2"])
def test_noise_is_stored_and_text_beside_it_is_not(name: str) -> None:
    noise = random.Random(3).randbytes(8 << 20)
    assert len(noise) <= len(packed(name, noise)) <= len(noise) * 1.001
    half = noise[: 4 << 20] + b"some text, repeated; " * 200_000
    assert len(packed(name, half)) < (4 << 20) * 1.02
    assert unpacked(name.partition(":")[0], packed(name, half)) == half


def test_a_higher_level_is_smaller() -> None:
    words = b"".join(path.read_bytes() for path in Path(__file__).parent.glob("test_[a-h]*.py"))
    for low, high in (("zstd:1", "zstd:15"), ("xz:0", "xz:4")):
        assert len(packed(high, words)) < len(packed(low, words))


def test_filters_to_write_with() -> None:
    assert packing("pigz") == Packing("gzip")
    assert packing("zstd:19") == Packing("zstd", 19)
    assert packing("zstdmt") == packing("zstd") == Packing("zstd", 1)
    for name in ("gzip:9", "zstd:", "zstd:0", "zstd:20", "xz:10", "xz:-1", "zstd:²", "none:1", ""):
        with pytest.raises(UnknownFilter):
            packing(name)
