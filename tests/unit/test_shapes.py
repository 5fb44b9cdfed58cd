"""Every shape of archive that the specification names, made from it alone, restored and compared.

The fixtures of the stock tools show some of them. Here is the rest: each filter, digest and cipher
in each version, each way to write an image and to name it, odd but legal outer archives.
"""

from __future__ import annotations

import io
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from qubesmanager.backend.backup.plan import HostState, PoolState, RestorePlan
from qubesmanager.backend.backup.plan_making import make_plan
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import run_restore, verify_archive
from tests.archives import (
    LABELS,
    PASSPHRASE,
    ArchiveQube,
    Maker,
    OuterMember,
    compress,
    noise,
    outer_bytes,
    pad,
    pax_records,
    plain,
    qubes_xml,
    sparse_image,
    tar_header,
    with_paths,
)
from tests.memory_target import MemoryTarget
from tests.old_archives import OldMaker, core2_xml, directory_tar, with_old_paths

HOST = HostState(
    labels=list(LABELS), pools=[PoolState("p", "file")], default_pool="p", home_user="user"
)
FIREWALL = (
    b'<firewall version="2"><rules><rule><properties><property name="action">drop</property>'
    b"</properties></rule></rules></firewall>"
)
OLD_FIREWALL = b'<QubesFirewallRules policy="deny"/>'
# Filters by the names that headers have for them.
FILTERS = ["none", "gzip", "pigz", "bzip2", "pbzip2", "xz", "lzma", "zstd", "zstdmt"]


def qubes(firewall: bytes = FIREWALL) -> list[ArchiveQube]:
    return [
        ArchiveQube(
            "work",
            template="tpl",
            volumes={"private": sparse_image(200_192)},
            files={
                "firewall.xml": firewall,
                "notes.txt": "für später\n".encode(),
                "whitelisted-appmenus.list": b"a.desktop\nb.desktop\n",
            },
        ),
        ArchiveQube(
            "tpl",
            "TemplateVM",
            label="black",
            volumes={"root": sparse_image(140_000, 1), "private": bytes(70_000)},
        ),
        ArchiveQube(
            "vault", "StandaloneVM", netvm=None, volumes={"root": noise(300, 3), "private": b""}
        ),
    ]


def restore(data: bytes, folder: Path, passphrase: bytes = PASSPHRASE) -> MemoryTarget:
    """Everything; nothing may go wrong, and a verification must find the same."""
    target, plan = restored(data, folder, passphrase)
    assert [row.reason for row in plan.rows if row.reason] == []
    assert plan.ok
    return target


def restored(
    data: bytes, folder: Path, passphrase: bytes = PASSPHRASE
) -> tuple[MemoryTarget, RestorePlan]:
    path = folder / "archive"
    path.write_bytes(data)
    reader = BackupReader(path, passphrase)
    target = MemoryTarget()
    plan, checked = (make_plan(reader.contents, HOST) for _ in range(2))
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    verify_archive(reader, checked, lambda progress: None, threading.Event())
    assert checked.ok is plan.ok
    return target, plan


def check(target: MemoryTarget, made: list[ArchiveQube], firewall: list[str]) -> None:
    """The images, the small files, and no more qubes than there were."""
    assert {name: qube.volumes for name, qube in target.qubes.items()} == {
        qube.name: qube.volumes for qube in made
    }
    assert not target.incomplete
    work = target.qubes["work"]
    assert work.firewall == firewall
    assert (work.notes, work.menu) == ("für später\n", "a.desktop b.desktop")
    assert target.qubes["vault"].netvm is None


NEW_RULES = ["action=drop"]
OLD_RULES = ["action=drop specialtarget=dns", "action=drop proto=icmp", "action=drop"]


@pytest.mark.parametrize("encoding", ["pax-sparse", "gnu-sparse", "gnu", "ustar"])
@pytest.mark.parametrize("compression", FILTERS)
def test_version_4(compression: str, encoding: str, tmp_path: Path) -> None:
    """Small chunks, so that every layer is cut in its middle."""
    made = [ArchiveQube(**{**vars(qube), "encoding": encoding}) for qube in qubes()]
    data = outer_bytes(Maker(compression=compression, chunk_bytes=40_960, log_n=2).build(made))
    check(restore(data, tmp_path), made, NEW_RULES)


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("compression", FILTERS)
def test_version_3(compression: str, encrypted: bool, tmp_path: Path) -> None:
    maker = OldMaker(3, encrypted, compression, 40_960, digest="sha256")
    check(restore(outer_bytes(maker.build(qubes(OLD_FIREWALL))), tmp_path), qubes(), OLD_RULES)


@pytest.mark.parametrize(("encrypted", "compression"), [(0, "none"), (1, "none"), (0, "gzip")])
def test_version_2_in_named_folders(encrypted: bool, compression: str, tmp_path: Path) -> None:
    """A qube's directory had its own path while names were not hidden."""
    folders = ["appvms/work", "vm-templates/tpl", "servicevms/vault"]
    made = [
        ArchiveQube(**{**vars(qube), "path": path})
        for qube, path in zip(qubes(OLD_FIREWALL), folders, strict=True)
    ]
    maker = OldMaker(2, bool(encrypted), compression, 40_960, digest="sha1")
    check(restore(outer_bytes(maker.build(made)), tmp_path), qubes(), OLD_RULES)


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("cipher", ["aes-128-cbc", "AES-192-CBC", "aes-256-cbc"])
@pytest.mark.parametrize("digest", ["sha1", "sha224", "sha256", "sha384", "sha512"])
def test_digests_and_ciphers(version: int, digest: str, cipher: str, tmp_path: Path) -> None:
    maker = OldMaker(version, True, digest=digest, cipher=cipher)
    check(restore(outer_bytes(maker.build(qubes(OLD_FIREWALL))), tmp_path), qubes(), OLD_RULES)


@pytest.mark.parametrize(
    "form", ["(stdin)= {}\n", "SHA2-512(stdin)= {}\n", "HMAC-SHA512(stdin)= {}\n", "(stdin)={}"]
)
def test_ways_to_print_an_hmac(form: str, tmp_path: Path) -> None:
    members = [
        OuterMember(m.name, form.format(m.data.decode().split("= ")[1].strip()).encode())
        if m.name.endswith(".hmac")
        else m
        for m in OldMaker(3).build(qubes(OLD_FIREWALL))
    ]
    check(restore(outer_bytes(members), tmp_path), qubes(), OLD_RULES)


def test_very_early_version_3_names_no_filter(tmp_path: Path) -> None:
    maker = OldMaker(3, compression="gzip")
    members = maker.build(qubes(OLD_FIREWALL))
    text = members[0].data.replace(b"compression-filter=gzip\n", b"")
    members[:2] = maker.header(text)
    check(restore(outer_bytes(members), tmp_path), qubes(), OLD_RULES)


# -- headers and outer archives


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"encrypted=True", b"encrypted=yes"),
        lambda text: b"".join(sorted(text.splitlines(keepends=True))),
        lambda text: text + b"invented-key=$(reboot)\n",
        lambda text: text.removesuffix(b"\n"),
        lambda text: text + b"crypto-algorithm=aes-256-cbc\n",
    ],
    ids=["yes", "sorted", "unknown key", "no last line end", "cipher of old"],
)
def test_headers(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    maker = Maker(log_n=2)
    members = maker.build(qubes())
    members[:2] = maker.header(change(members[0].data))
    check(restore(outer_bytes(members), tmp_path), qubes(), NEW_RULES)


def stock_outer(members: list[OuterMember]) -> bytes:
    """With extended headers of times before each member, as the stock tools' ``tar`` writes."""
    result = b""
    for member in members:
        times = pax_records({"mtime": "1.5", "atime": "2.5", "ctime": "3.5", "comment": "ä"})
        little = tar_header(f"./PaxHeaders/{member.name}"[:99], len(times), b"x") + pad(times)
        little += tar_header(member.name, len(member.data)) + pad(member.data) + bytes(1024)
        result += pad(little, 10240)
    return result


def one_gnu_tar(members: list[OuterMember]) -> bytes:
    """All in one archive, with folders, as somebody packs it again after unpacking."""
    result = io.BytesIO()
    with tarfile.open(fileobj=result, mode="w", format=tarfile.GNU_FORMAT) as archive:
        seen = set()
        for member in members:
            folder = member.name.rpartition("/")[0]
            if folder and folder not in seen:
                seen.add(folder)
                info = tarfile.TarInfo(folder)
                info.type = tarfile.DIRTYPE
                archive.addfile(info)
            info = tarfile.TarInfo(member.name)
            info.size = len(member.data)
            archive.addfile(info, io.BytesIO(member.data))
    return result.getvalue()


def with_strangers(members: list[OuterMember]) -> bytes:
    """Things that are no part of a backup, and the header once more at the end."""
    odd = [OuterMember("README", b"x"), OuterMember("vm99/private.img.000.enc", b"x" * 200)]
    at = next(i for i, member in enumerate(members) if member.name.startswith("vm1/"))
    return outer_bytes([*members[:at], *odd, *members[at:], *members[:2]])


def prefixed(members: list[OuterMember]) -> bytes:
    """Folder in the prefix field of the header, as POSIX has it for long names."""
    result = b""
    for member in members:
        folder, _, name = member.name.rpartition("/")
        header = tar_header(name, len(member.data), at345=folder.encode())
        result += pad(header + pad(member.data) + bytes(1024), 10240)
    return result


def without_zeros(members: list[OuterMember]) -> bytes:
    """No end of an archive anywhere."""
    return b"".join(tar_header(m.name, len(m.data)) + pad(m.data) for m in members)


@pytest.mark.parametrize("version", [2, 3, 4])
@pytest.mark.parametrize(
    "outer", [stock_outer, one_gnu_tar, with_strangers, prefixed, without_zeros]
)
def test_outer_archives(
    outer: Callable[[list[OuterMember]], bytes], version: int, tmp_path: Path
) -> None:
    if version == 4:
        data = outer(Maker(log_n=2, chunk_bytes=40_960).build(qubes()))
        check(restore(data, tmp_path), qubes(), NEW_RULES)
    else:
        data = outer(OldMaker(version, chunk_bytes=40_960).build(qubes(OLD_FIREWALL)))
        check(restore(data, tmp_path), qubes(), OLD_RULES)


@pytest.mark.parametrize("version", [3, 4])
def test_empty_last_chunks(version: int, tmp_path: Path) -> None:
    """Of every file, also behind a stream that ended before."""
    maker = Maker(log_n=2) if version == 4 else OldMaker(version, True, "gzip")
    made = qubes() if version == 4 else qubes(OLD_FIREWALL)
    members: list[OuterMember] = []
    for member in maker.build(made):
        members.append(member)
        stem, dot, number = member.name.removesuffix(".enc").removesuffix(".hmac").rpartition(".")
        last = member.name.endswith(".enc" if version == 4 else ".hmac") and number.isdigit()
        if not last or stem == "qubes.xml":
            continue
        if isinstance(maker, Maker):
            members.append(maker.chunk(stem, int(number) + 1, b""))
        else:
            members += maker.sealed(f"{stem}.{int(number) + 1:03d}", b"")
    check(
        restore(outer_bytes(members), tmp_path), qubes(), NEW_RULES if version == 4 else OLD_RULES
    )


@pytest.mark.parametrize("order", [reversed, sorted])
def test_files_in_any_order(order: Callable[[list[str]], list[str]], tmp_path: Path) -> None:
    """Only the chunks of one file must be in theirs."""
    maker = Maker(log_n=2, chunk_bytes=40_960)
    members = maker.build(qubes())
    stems = list(dict.fromkeys(m.name.rsplit(".", 2)[0] for m in members[3:]))
    shuffled = [m for stem in order(stems) for m in members[3:] if m.name.rsplit(".", 2)[0] == stem]
    check(restore(outer_bytes(members[:3] + shuffled), tmp_path), qubes(), NEW_RULES)


@pytest.mark.parametrize(
    "secret", ["ąę ☂ 𝄞".encode(), b"x" * 1900, b" lead and trail ", b"\xff\xfe"]
)
def test_passphrases(secret: bytes, tmp_path: Path) -> None:
    made = qubes()
    check(
        restore(outer_bytes(Maker(secret, log_n=2).build(made)), tmp_path, secret), made, NEW_RULES
    )
    old = OldMaker(3, True, passphrase=secret).build(qubes(OLD_FIREWALL))
    check(restore(outer_bytes(old), tmp_path, secret), made, OLD_RULES)


@pytest.mark.parametrize(
    ("log_n", "r", "p"), [(1, 8, 1), (10, 8, 1), (12, 8, 4), (8, 16, 3), (15, 1, 1)]
)
def test_costs(log_n: int, r: int, p: int, tmp_path: Path) -> None:
    """What the ``scrypt`` program chooses depends on its machine."""
    maker = Maker(log_n=log_n, r=r, p=p)
    small = [ArchiveQube("vault", "StandaloneVM", volumes={"root": b"r" * 600, "private": b""})]
    assert (
        restore(outer_bytes(maker.build(small)), tmp_path).qubes["vault"].volumes
        == small[0].volumes
    )


# -- what old templates and dom0 look like


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("dot", ["./", ""])
def test_template_as_a_directory(version: int, dot: str, tmp_path: Path) -> None:
    """Beside the images there is much that today's templates do not have."""
    (tpl,) = [qube for qube in qubes() if qube.name == "tpl"]
    more = {
        "root-cow.img": b"x" * 700,
        "clean-volatile.img.tar": b"y" * 700,
        "apps/a.desktop": b"z",
        "kernels/vmlinuz": b"k" * 9000,
        "tpl.conf": b"c",
        "vm-whitelisted-appmenus.list": b"w\n",
        "whitelisted-appmenus.list": b"m.desktop\n",
    }
    tar = directory_tar(
        "vm1", {"root.img": tpl.volumes["root"], **more, "private.img": tpl.volumes["private"]}
    )
    if not dot:
        tar = pad(
            b"".join(
                tar_header(f"vm1/{name}", len(content), gnu=True) + pad(content)
                for name, content in {
                    **more,
                    "root.img": tpl.volumes["root"],
                    "private.img": tpl.volumes["private"],
                }.items()
            )
            + bytes(1024),
            10240,
        )
    maker = OldMaker(version, encrypted=True)
    members = maker.build([tpl])
    made = maker.stream("vm1/.", tar) if version == 3 else maker.volume("vm1/.", 0, tar)
    target = restore(outer_bytes(members[:4] + made), tmp_path)
    assert target.qubes["tpl"].volumes == tpl.volumes
    assert target.qubes["tpl"].menu == "m.desktop"


@pytest.mark.parametrize("version", [2, 3, 4])
@pytest.mark.parametrize("user", ["user", "."])
def test_home(version: int, user: str, tmp_path: Path) -> None:
    """Some old archives name no user. One row of the plan, left to the person to choose."""
    path = f"dom0-home/{user}"
    entries = [
        tar_header(f"{path}/", 0, b"5", gnu=True),
        tar_header(f"{path}/a", 3, gnu=True) + pad(b"abc"),
        tar_header("././@LongLink", 160, b"L", gnu=True)
        + pad(f"{path}/{'ä' * 70}".encode() + b"\0"),
        tar_header(f"{path}/x", 2, gnu=True) + pad(b"ok"),
        tar_header(f"{path}/l", 0, b"2", gnu=True, at157=b"/etc/passwd"),
        tar_header(f"{path}/h", 0, b"1", gnu=True, at157=f"{path}/a".encode()),
    ]
    tar = pad(b"".join(entries) + bytes(1024), 10240)
    home = ArchiveQube("dom0", "AdminVM" if version == 4 else "QubesAdminVm", path=path)
    if version == 4:
        new = Maker(log_n=2)
        members = new.build([], qubes_xml([home]))
        members += new.stream(path, compress(tar, "gzip"))
    else:
        home.properties = {"qid": "0"}
        old = OldMaker(version)
        members = old.build([], core2_xml([home]))
        members += old.stream(path, tar) if version == 3 else old.volume(path, 0, tar)
    archive = tmp_path / "archive"
    archive.write_bytes(outer_bytes(members))
    reader = BackupReader(archive, PASSPHRASE)
    plan = make_plan(reader.contents, HOST)
    assert plan.row("dom0").selected is (user == "user")
    plan.row("dom0").selected = True
    target = MemoryTarget()
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    assert plan.ok, plan.row("dom0").reason
    assert target.home is not None
    top = "dom0-home" if user == "." else path
    assert target.home[f"{top}/a"] == target.home[f"{top}/h"] == b"abc"
    assert target.home[f"{top}/{'ä' * 70}"] == b"ok"
    assert target.home[f"{top}/l"] == ("symlink", "/etc/passwd")


# -- lists of qubes


def test_a_disposable_of_old_is_ignored(tmp_path: Path) -> None:
    made = [*qubes(OLD_FIREWALL), ArchiveQube("disp1", "QubesDisposableVm", path="vm9")]
    members = OldMaker(3).build(made[:3], core2_xml(with_old_paths(made)))
    check(restore(outer_bytes(members), tmp_path), qubes(), OLD_RULES)


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("content", [b"1", b"True"])
def test_ways_to_say_that_a_qube_is_included(slash: str, content: bytes, tmp_path: Path) -> None:
    made = [
        ArchiveQube(**{**vars(qube), "path": f"vm{number}{slash}"})
        for number, qube in enumerate(qubes(), 7)
    ]
    xml = qubes_xml(with_paths(made)).replace(
        b'name="backup-content">1<', b'name="backup-content">' + content + b"<"
    )
    check(restore(outer_bytes(Maker(log_n=2).build(made, xml)), tmp_path), qubes(), NEW_RULES)


def test_a_qube_without_volumes(tmp_path: Path) -> None:
    """A disposable, with the one file that its directory is there for."""
    made = [
        ArchiveQube("dvm", properties={"template_for_dispvms": "True"}, volumes={"private": b"p"}),
        ArchiveQube("disp", "DispVM", template="dvm"),
    ]
    target = restore(outer_bytes(Maker(log_n=2).build(made)), tmp_path)
    assert target.qubes["disp"].template == "dvm"
    assert target.qubes["disp"].complete


def test_more_than_one_image_of_no_use(tmp_path: Path) -> None:
    """The root of a qube that has a template, a volatile one: left out, and told."""
    maker = Maker(log_n=2)
    members = maker.build(qubes())
    members += maker.file("vm1/root.img", noise(900)) + maker.file("vm1/volatile.img", noise(900))
    target, plan = restored(outer_bytes(members), tmp_path)
    assert plan.ok
    check(target, qubes(), NEW_RULES)
    assert sum("of no use" in note for note in plan.notes) == 2


def test_plain_small_files_by_gnu_tar(tmp_path: Path) -> None:
    """The type byte NUL of old archives is a regular file too."""
    maker = Maker(compression="none", log_n=2)
    members = maker.build(qubes())
    content = "für später\n".encode()
    tar = plain("vm1/notes.txt", content).replace(
        tar_header("vm1/notes.txt", len(content)), tar_header("vm1/notes.txt", len(content), b"\0")
    )
    replaced = [m for m in members if not m.name.startswith("vm1/notes.txt")]
    at = replaced.index(next(m for m in replaced if m.name.startswith("vm1/whitelisted")))
    replaced[at:at] = maker.stream("vm1/notes.txt", tar)
    check(restore(outer_bytes(replaced), tmp_path), qubes(), NEW_RULES)
