"""The emergency sheet: how to get data out of an archive with plain programs alone.

It is made for one archive (its filter, its members), and holds nothing that is not visible in the
archive from outside: no passphrase, no name of a qube. The indented lines are a shell script that
can be typed, or cut out with ``sed -n 's/^    //p'`` and run; a test does that.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from .packing import packing

SHEET_NAME = "README-RESTORE.txt"

_UNPACKERS = {
    "gzip": ("gzip", "gzip -dc"),
    "bzip2": ("bzip2", "bzip2 -dc"),
    "xz": ("xz", "xz -dc"),
    "lzma": ("xz", "xz -dc"),
    "zstd": ("zstd", "zstd -dc"),
    "none": ("", "cat"),
}

_SHEET = """\
HOW TO GET THE DATA OUT OF {name}
WITHOUT ANY QUBES PROGRAM

This is a backup of qubes in format version 4. It was made on {date}. You need its passphrase, a
shell, and the programs {programs}. Every part takes some seconds
and {memory_mib} MiB of memory, for its key is derived anew. The indented lines are for the shell.

1. Make a new folder on a disk with enough space, go there, and say where the archive is:

    ARCHIVE=${{ARCHIVE:-{path}}}
    mkdir restored && cd restored

2. Take the outer archive apart. -i is needed: it is many small archives, one after another.

    tar -ixf "$ARCHIVE"
    ID=$(sed -n 's/^backup-id=//p' backup-header)

3. Type the passphrase (it is not shown):

    printf 'Passphrase: ' >&2; stty -echo 2>/dev/null || :
    IFS= read -r PASS; stty echo 2>/dev/null || :

4. These functions open one part and a whole file, and tell whether all its parts were whole. The
   passphrase of a part is the backup's number, the part's name and your passphrase, joined by
   exclamation marks. Nothing of a part that is damaged is used.

    part() {{ P="$1!$PASS" scrypt dec -f --passphrase env:P "$2" opened && cat opened; }}
    parts() {{
        rm -f damaged
        i=0
        while c=$1.$(printf %03d $i); [ -f "$c.enc" ]; do
            part "$ID!$c" "$c.enc" || {{ echo "$c is DAMAGED" | tee damaged >&2; return 1; }}
            i=$((i + 1))
        done
    }}
    whole() {{ rm -f opened; [ ! -e damaged ]; }}

   An older scrypt without the option --passphrase asks for it: then type (or paste) that text.

5. Check that the passphrase is right and the header is not forged:

    part backup-header backup-header.hmac | cmp - backup-header || exit 1

6. The list of qubes is qubes.xml: it says which folder (vm1, vm2 …) is which qube.

    parts qubes.xml | {unpack} | tar -xSf - && whole || exit 1

7. The files, one after another:

{file_lines}

Volumes are disk images: mount them with "mount -o loop vmN/private.img /mnt", or import them.
If a step fails, that file is damaged, and what it left behind is not whole; the others may be.
"""


def emergency_sheet(
    path: str, members: Sequence[str], compression: str, log_n: int, date: str
) -> str:
    """The text for the archive at ``path`` with these files, by their names in the archive."""
    program, unpack = _UNPACKERS[packing(compression).kind]
    programs = ", ".join(name for name in ("tar", "scrypt", program) if name)
    take = f"| {unpack} | tar -xSf - && whole || exit 1"
    lines = [f"    parts {member} {take}" for member in members]
    return _SHEET.format(
        name=path.rpartition("/")[2],
        path=shlex.quote(path),
        date=date,
        programs=programs,
        memory_mib=(1 << log_n) // 1024,
        unpack=unpack,
        file_lines="\n".join(lines),
    )
