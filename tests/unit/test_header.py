"""The backup header: what is read, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.errors import BackupFormatError, DamagedArchive, UnsupportedBackup
from qubesmanager.backend.backup.header import (
    BackupHeader,
    guess_version,
    headerless,
    parse_header,
)

STOCK = (
    b"version=4\nencrypted=True\ncompressed=True\ncompression-filter=gzip\n"
    b"hmac-algorithm=scrypt\nbackup-id=20261121T031234-20008\n"
)


def test_stock_header() -> None:
    assert parse_header(STOCK) == BackupHeader(
        4, True, True, "gzip", "scrypt", "20261121T031234-20008"
    )
    assert parse_header(STOCK).compression == "gzip"


def test_uncompressed_although_a_filter_is_named() -> None:
    header = parse_header(STOCK.replace(b"compressed=True", b"compressed=False"))
    assert header.compression == "none"


@pytest.mark.parametrize("text", [b"1", b"TRUE", b"yes", b"Yes"])
def test_ways_to_write_true(text: bytes) -> None:
    assert parse_header(STOCK.replace(b"compressed=True", b"compressed=" + text)).compressed


def test_unknown_keys_are_ignored_whatever_their_value() -> None:
    assert parse_header(STOCK + b"future-key=$(reboot)\n") == parse_header(STOCK)


def test_the_last_line_may_lack_its_end() -> None:
    assert parse_header(STOCK[:-1]) == parse_header(STOCK)


def test_without_filter_when_not_compressed() -> None:
    text = STOCK.replace(b"compressed=True\ncompression-filter=gzip", b"compressed=False")
    assert parse_header(text).compression == "none"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        (b"backup-id=20261121T031234-20008\n", b"", "backup-id"),
        (b"encrypted=True\n", b"", "encrypted"),
        (b"compression-filter=gzip\n", b"", "compression-filter"),
        (b"20261121T031234-20008", b"", "backup-id"),
        (b"20261121T031234-20008", b"-x", "backup-id"),
        (b"20261121T031234-20008", b"a/b", "backup-id"),
        (b"encrypted=True\n", b"encrypted=True\nencrypted=True\n", "twice"),
        (b"encrypted=True\n", b"encrypted=True\n\n", "malformed"),
        (b"encrypted=True\n", b"encrypted=True=\n", "malformed"),
        (b"encrypted=True\n", b"enc rypted=True\n", "malformed"),
        (b"encrypted=True\n", "encrypted=Trüe\n".encode(), "ASCII"),
        (b"version=4", b"version=four", "version"),
        (b"hmac-algorithm=scrypt", b"hmac-algorithm=SHA512", "SHA512"),
    ],
)
def test_refused(old: bytes, new: bytes, named: str) -> None:
    with pytest.raises(DamagedArchive, match=named):
        parse_header(STOCK.replace(old, new))


OLD = (
    b"version=3\nhmac-algorithm=SHA512\ncrypto-algorithm=aes-256-cbc\nencrypted=True\n"
    b"compressed=True\ncompression-filter=bzip2\n"
)


def test_version_3() -> None:
    header = parse_header(OLD)
    assert header == BackupHeader(3, True, True, "bzip2", "sha512", "", "aes-256-cbc")
    early = parse_header(OLD.replace(b"compression-filter=bzip2\n", b""))
    assert early.compression == "gzip"
    plain = parse_header(OLD.replace(b"encrypted=True", b"encrypted=False"))
    assert plain.crypto_algorithm == ""


def test_version_2() -> None:
    header = parse_header(OLD.replace(b"version=3\n", b"").replace(b"SHA512", b"SHA1"))
    assert (header.version, header.hmac_algorithm, header.compression) == (2, "sha1", "gzip")


def test_without_header() -> None:
    assert headerless(b"Salted__").encrypted
    assert not headerless(b"Salted__").compressed
    assert headerless(b"\x1f\x8b\x08").compression == "gzip"
    plain = headerless(b"qubes.xm")
    assert (plain.version, plain.hmac_algorithm, plain.compression) == (2, "sha1", "none")


@pytest.mark.parametrize(
    ("old", "new", "error", "named"),
    [
        (b"crypto-algorithm=aes-256-cbc\n", b"", DamagedArchive, "crypto-algorithm"),
        (b"aes-256-cbc", b"rot13", UnsupportedBackup, "rot13"),
        (b"SHA512", b"CRC32", UnsupportedBackup, "crc32|CRC32"),
        (b"SHA512", b"scrypt", DamagedArchive, "scrypt"),
        (b"bzip2", b"sh", UnsupportedBackup, "'sh'"),
        (b"encrypted=True\n", b"", DamagedArchive, "encrypted"),
        (b"hmac-algorithm=SHA512\n", b"", DamagedArchive, "hmac-algorithm"),
    ],
)
def test_refused_of_version_3(old: bytes, new: bytes, error: type[Exception], named: str) -> None:
    with pytest.raises(error, match=named):
        parse_header(OLD.replace(old, new))


@pytest.mark.parametrize(("version", "release"), [(1, "R1"), (9, "unknown")])
def test_other_versions_are_named(version: int, release: str) -> None:
    text = STOCK.replace(b"version=4", f"version={version}".encode())
    with pytest.raises(UnsupportedBackup, match=rf"{release}.*version {version}"):
        parse_header(text)
    assert guess_version(text) == version


def test_version_2_has_no_version_line() -> None:
    assert guess_version(b"hmac-algorithm=SHA512\nencrypted=True\n") == 2


@pytest.mark.parametrize("name", [b"sh", b"none", b"gzip2"])
def test_filters_outside_the_list_are_refused(name: bytes) -> None:
    with pytest.raises(UnsupportedBackup, match="compressed by"):
        parse_header(STOCK.replace(b"filter=gzip", b"filter=" + name))


@settings(deadline=None)
@given(st.integers(0, len(STOCK) - 1), st.integers(0, 7))
def test_flipped_bit(position: int, bit: int) -> None:
    damaged = bytearray(STOCK)
    damaged[position] ^= 1 << bit
    try:
        parse_header(bytes(damaged))
    except BackupFormatError as error:
        assert str(error)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with pytest.raises(BackupFormatError):
        parse_header(b"version=4\n" + data)


@settings(deadline=None)
@given(st.integers(0, STOCK.index(b"20261121T")))
def test_truncation(length: int) -> None:
    """The last value is free text; that the whole is authentic was found before."""
    with pytest.raises(BackupFormatError):
        parse_header(STOCK[:length])
