"""What OpenSSL 1.0 encrypted and signed, taken apart, with the real program as the judge."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.errors import DamagedArchive, WrongPassphrase
from qubesmanager.backend.backup.openssl_legacy import (
    Decryptor,
    check_hmac,
    is_cipher,
    parse_hmac,
)
from tests.archives import noise
from tests.old_archives import openssl_enc

SECRET = "hasło 3.2".encode()


def decrypt(data: bytes, step: int, cipher: str = "aes-256-cbc") -> bytes:
    decryptor = Decryptor(cipher, SECRET)
    pieces = [decryptor.process(data[i : i + step]) for i in range(0, len(data), step)]
    return b"".join(pieces) + decryptor.finish()


@pytest.mark.parametrize("step", [1, 7, 16, 1000])
@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 1000])
def test_any_pieces(size: int, step: int) -> None:
    assert decrypt(openssl_enc(noise(size), SECRET), step) == noise(size)


@pytest.mark.real
@pytest.mark.parametrize("cipher", ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc"])
def test_what_openssl_made(cipher: str, program: Callable[[str], str]) -> None:
    command = [program("openssl"), "enc", f"-{cipher}", "-md", "md5", "-pass", "env:P"]
    done = subprocess.run(
        command, input=noise(5000), capture_output=True, check=True, env={"P": SECRET.decode()}
    )
    assert decrypt(done.stdout, 999, cipher) == noise(5000)


@pytest.mark.real
@pytest.mark.parametrize("digest", ["sha1", "sha224", "sha256", "sha384", "sha512"])
def test_hmac_of_openssl(digest: str, program: Callable[[str], str]) -> None:
    command = [program("openssl"), "dgst", f"-{digest}", "-hmac", SECRET.decode()]
    done = subprocess.run(command, input=b"text", capture_output=True, check=True)
    check_hmac(digest, SECRET, b"text", done.stdout)
    with pytest.raises(WrongPassphrase):
        check_hmac(digest, SECRET, b"texT", done.stdout)
    with pytest.raises(WrongPassphrase):
        check_hmac("sha1" if digest != "sha1" else "sha256", SECRET, b"text", done.stdout)


@pytest.mark.parametrize("prefix", ["(stdin)= ", "SHA2-512(stdin)= ", "HMAC-SHA512(stdin)= "])
def test_ways_to_write_an_hmac(prefix: str) -> None:
    assert parse_hmac(f"{prefix}{'0a' * 20}\n".encode()) == "0a" * 20


@pytest.mark.parametrize(
    "text",
    [b"", b"0a" * 20, b"(stdin)= ", b"x= " + b"g" * 40, b"x= " + b"A" * 40, b"\xff= " + b"0" * 39],
)
def test_what_is_no_hmac(text: bytes) -> None:
    with pytest.raises(DamagedArchive):
        parse_hmac(text)


@settings(deadline=None)
@given(cut=st.integers(0, 1023), data=st.data())
def test_cut_or_changed(cut: int, data: st.DataObject) -> None:
    """CBC does not authenticate: a change may go unnoticed here, and no other error comes out."""
    whole = openssl_enc(noise(1000), SECRET)
    for damaged in (whole[:cut], bytearray(whole)):
        if isinstance(damaged, bytearray):
            damaged[data.draw(st.integers(0, len(whole) - 1))] ^= 1
        try:
            decrypt(bytes(damaged), 100)
        except DamagedArchive as error:
            assert str(error)


def test_ciphers() -> None:
    assert is_cipher("aes-256-cbc")
    assert not is_cipher("des-cbc")
