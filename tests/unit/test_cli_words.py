"""The command's words: parsed, refused, shown; without a daemon."""

from __future__ import annotations

import argparse
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.backup.plan import (
    Conflict,
    HostState,
    PoolState,
    QubeRow,
    RestorePlan,
    Status,
    VolumeRow,
)
from qubesmanager.cli.info import details, native
from qubesmanager.cli.init import limits
from qubesmanager.cli.main import build_parser, main
from qubesmanager.cli.output import ProgressLine, safe, table
from qubesmanager.cli.passphrase import read_passphrase
from qubesmanager.cli.plan_edits import (
    Edits,
    edit_plan,
    parse_conflicts,
    parse_fields,
    parse_pools,
    parse_renames,
    parse_selection,
)
from qubesmanager.cli.restore import document
from qubesmanager.cli.session import CliError, UsageError
from qubesmanager.cli.volume import new_file
from qubesmanager.cli.volume_settings import parse_size, parse_volume
from qubesmanager.client.firewall import rule_text
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import PropertyValue, QubesValueError


def test_table() -> None:
    text = table([("NAME", "SIZE", ""), ("a", "1 B", "x"), ("longer", "20 B", "")], right=[1])
    assert text == "NAME    SIZE\na        1 B  x\nlonger  20 B"


def test_text_cannot_steer_the_terminal() -> None:
    assert safe("a\x1b[31mb\r\u202ec\nd") == "a?[31mb??c\nd"


def every_verb(
    parser: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """All verbs and their actions, with their parsers."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                yield (*words, name), child
                yield from every_verb(child, (*words, name))


@pytest.mark.parametrize("words", [(), *(words for words, _ in every_verb(build_parser()))])
def test_every_verb_has_help_with_an_example(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*words, "--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert "usage: qube" in shown
    assert "example" in shown
    assert re.search(rf"  qube (--json )?{' '.join(words)}", shown.partition("example")[2])


def test_no_verb_is_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "examples:" in captured.err


def test_options_stand_before_the_verb() -> None:
    options = build_parser().parse_args(["--home", "D", "--json", "ls"])
    assert (options.home, options.json) == (Path("D"), True)
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args(["ls", "--json"])
    assert caught.value.code == 2


@pytest.mark.parametrize("text", ["", "work", ":private", "work:"])
def test_not_a_volume(text: str) -> None:
    with pytest.raises(UsageError):
        parse_volume(text)
    assert parse_volume("work:private") == ("work", "private")


def test_renames() -> None:
    assert parse_renames(["a=b", "c=d"]) == {"a": "b", "c": "d"}
    for bad in (["a"], ["a="], ["=b"], ["a=dom0"], ["a=1b"], ["a=b c"], ["a=b", "a=c"]):
        with pytest.raises(UsageError):
            parse_renames(bad)


@pytest.mark.parametrize("text", ["a", "a=", "=b", "="])
def test_a_malformed_rename_is_told_with_its_form(text: str) -> None:
    with pytest.raises(UsageError, match="is not OLD=NEW, for example --rename work=work-old"):
        parse_renames([text])


def test_conflicts_pools_and_fields() -> None:
    assert parse_conflicts(["skip", "a=replace"]) == {"": Conflict.SKIP, "a": Conflict.REPLACE}
    for bad in (["ask"], ["a=b"], ["skip", "rename"], [""]):
        with pytest.raises(UsageError, match="rename|replace|skip"):
            parse_conflicts(bad)
    assert parse_pools(["big", "a=b", "a:root=c"]) == {
        ("", ""): "big",
        ("a", ""): "b",
        ("a", "root"): "c",
    }
    for bad in (["a="], ["=b"], ["a:=b"], [":root=b"], ["a=b", "a=c"]):
        with pytest.raises(UsageError, match="--pool"):
            parse_pools(bad)
    assert parse_fields("netvm", ["a=none", "b=default", "c=sys"]) == {
        "a": None,
        "b": "",
        "c": "sys",
    }
    assert parse_fields("template", ["a=none"]) == {"a": "none"}
    with pytest.raises(UsageError, match="QUBE=KERNEL, for example --kernel work=default"):
        parse_fields("kernel", ["a"])


def test_selection() -> None:
    assert parse_selection(None) is None
    assert parse_selection(["a,b", "c"]) == ["a", "b", "c"]
    with pytest.raises(UsageError):
        parse_selection([","])


@pytest.fixture
def plan() -> RestorePlan:
    rows = [
        QubeRow("dom0", "AdminVM", "black", selected=False, status=Status.SKIPPED, reason="why"),
        QubeRow("work", "AppVM", "red", restored_as="work", volumes=[VolumeRow("private")]),
        QubeRow("vault", "AppVM", "red", restored_as="vault"),
    ]
    return RestorePlan("/a", 4, "id", True, "gzip", 1, rows)


HOST = HostState(pools=[PoolState("big", "file", 1)], default_pool="big")


def test_wishes_go_into_the_plan(plan: RestorePlan) -> None:
    edit_plan(plan, HOST, Edits(["work"], {"work": "job"}, pools={("", ""): "big"}))
    assert [row.name for row in plan.selected] == ["work"]
    assert (plan.row("work").restored_as, plan.row("work").pool) == ("job", "big")
    shown = document(plan)["qubes"][1]
    assert (shown["name"], shown["restored_as"], shown["status"]) == ("work", "job", "pending")
    assert shown["volumes"][0]["name"] == "private"


def test_every_choice_can_be_said_on_the_command_line(plan: RestorePlan) -> None:
    edits = Edits(
        conflicts={"": Conflict.SKIP, "work": Conflict.REPLACE},
        pools={("work", "private"): "big"},
        fields={"kernel": {"work": None}, "label": {"vault": "blue"}},
    )
    edit_plan(plan, HOST, edits)
    work, vault = plan.row("work"), plan.row("vault")
    assert (work.conflict, vault.conflict) == (Conflict.REPLACE, Conflict.SKIP)
    assert (work.volume("private").pool, work.kernel, vault.label) == ("big", None, "blue")
    with pytest.raises(CliError, match="work has no volume root .*it has: private"):
        edit_plan(plan, HOST, Edits(pools={("work", "root"): "big"}))


def test_wishes_that_name_what_is_not_there(plan: RestorePlan) -> None:
    with pytest.raises(CliError, match="nobody"):
        edit_plan(plan, HOST, Edits(["nobody"]))
    with pytest.raises(CliError, match="nobody"):
        edit_plan(plan, HOST, Edits(renames={"nobody": "x"}))
    with pytest.raises(CliError, match="small"):
        edit_plan(plan, HOST, Edits(pools={("", ""): "small"}))
    with pytest.raises(CliError, match="not selected"):
        edit_plan(plan, HOST, Edits(["vault"], {"work": "x"}))
    with pytest.raises(CliError, match="dom0 cannot be restored: why"):
        edit_plan(plan, HOST, Edits(["dom0"]))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("bool", "True", True),
        ("bool", "False", False),
        ("int", "-1", -1),
        ("int", "", None),
        ("vm", "", None),
        ("vm", "work", "work"),
        ("str", "", ""),
        ("label", "red", "red"),
    ],
)
def test_property_values_in_json(kind: str, text: str, value: object) -> None:
    assert native(PropertyValue(kind, text, True)) == value


def test_details_of_a_qube() -> None:
    properties = {"memory": PropertyValue("int", "400", True)}
    shown = details(QubeInfo("a", "AppVM", "Halted", "red", None, None, properties))
    assert shown["properties"] == {"memory": 400}
    assert shown["default_properties"] == ["memory"]
    assert shown["volumes"] == []


def test_limits_of_the_drivers() -> None:
    bare = {"reflink": False, "device_mapper": False, "root": False}
    full = {"reflink": True, "device_mapper": True, "root": True}
    assert "no device-mapper and no root" in limits("file", bare)[0]
    assert "no root" in limits("file", {**full, "root": False})[0]
    assert "setup_check=no" in limits("file-reflink", bare)[0]
    assert limits("file-reflink", full) == []


# -- passphrases


@pytest.mark.parametrize(
    ("content", "passphrase"),
    [
        (b"secret\n", b"secret"),
        (b"secret", b"secret"),
        (b" with \r\nmore\n", b" with \r"),
        ("zażółć\n".encode(), "zażółć".encode()),
        (b"\xff\xfe\n", b"\xff\xfe"),
        (b"\nx", b""),
    ],
)
def test_passphrase_files(tmp_path: Path, content: bytes, passphrase: bytes) -> None:
    path = tmp_path / "p"
    path.write_bytes(content)
    assert read_passphrase(str(path)) == passphrase


def test_passphrases_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").write_bytes(b"\n")
    (tmp_path / "long").write_bytes(b"x" * 70_000)
    with pytest.raises(CliError, match="empty"):
        read_passphrase(str(tmp_path / "empty"), twice=True)
    with pytest.raises(CliError, match="too long"):
        read_passphrase(str(tmp_path / "long"))
    with pytest.raises(CliError, match="No such file"):
        read_passphrase(str(tmp_path / "none"))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(CliError, match="--passphrase-file"):
        read_passphrase(None)


class Typist:
    """A person at a terminal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self._answers = list(answers)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("getpass.getpass", lambda _: self._answers.pop(0))


def test_a_chosen_passphrase_is_typed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    Typist(monkeypatch, "zażółć", "zażółć", "a", "b", "c")
    assert read_passphrase(None, twice=True) == "zażółć".encode()
    with pytest.raises(CliError, match="differ"):
        read_passphrase(None, twice=True)
    assert read_passphrase(None) == b"c"


# -- output


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_only_on_a_terminal() -> None:
    silent = io.StringIO()
    with ProgressLine(silent) as line:
        line.update(50, 100, "work")
    assert silent.getvalue() == ""
    shown = Terminal()
    with ProgressLine(shown) as line:
        line.update(50 << 20, 100 << 20, "work:private")
        line.update(100 << 20, 100 << 20)
        line.update(0, 0, "stock", fraction=0.25)
    text = shown.getvalue()
    assert " 50 %  50.0 MiB of 100 MiB" in text
    assert "work:private" in text
    assert "100 %" in text
    assert text.endswith("\r\x1b[K")


def test_progress_without_a_known_end() -> None:
    """What comes out of a qube has no size: what was read is told, and no share of anything."""
    shown = Terminal()
    with ProgressLine(shown) as line:
        line.update(50 << 20, 0, "work:private")
        line.update(51 << 20, 0, "work:private")  # too soon to be shown
    text = shown.getvalue()
    assert "50.0 MiB  work:private" in text and "51" not in text
    assert "%" not in text and " of " not in text and "left" not in text


def test_a_new_file_has_its_name_only_when_complete(tmp_path: Path) -> None:
    path = tmp_path / "image"
    with new_file(path):
        assert not path.exists()
    assert path.exists()
    with pytest.raises(CliError, match="exists"), new_file(path):
        pass
    other = tmp_path / "other"
    with pytest.raises(ZeroDivisionError), new_file(other):
        raise ZeroDivisionError
    assert sorted(tmp_path.iterdir()) == [path]
    with pytest.raises(CliError, match="No such file"), new_file(tmp_path / "none" / "x"):
        pass
    with new_file(Path("/dev/null")) as fd:
        assert fd > 2


def test_sizes() -> None:
    assert [parse_size(text) for text in ("0", "10", "2K", "3MiB", "4g", "1TiB")] == [
        0,
        10,
        2 << 10,
        3 << 20,
        4 << 30,
        1 << 40,
    ]
    for bad in ("", "-1", "1X", "1.5G", "GiB", "1B", "1 G", "9" * 19):
        with pytest.raises(UsageError):
            parse_size(bad)


def test_firewall_rules_from_words() -> None:
    assert rule_text(["accept"]) == "action=accept"
    assert rule_text(["drop", "10.0.0.0/8", "udp", "53", "expire=9"]) == (
        "action=drop dsthost=10.0.0.0/8 proto=udp dstports=53 expire=9"
    )
    assert (
        rule_text(["drop", "a.b", "icmp", "8"]) == "action=drop dsthost=a.b proto=icmp icmptype=8"
    )
    # The comment goes last: what follows it would be its text.
    assert rule_text(["action=drop", "comment=a b", "proto=tcp"]) == (
        "action=drop proto=tcp comment=a b"
    )
    for bad in (["maybe"], ["proto=tcp", "accept"], ["accept", "a", "tcp", "1", "2"]):
        with pytest.raises(QubesValueError):
            rule_text(bad)


def test_leftovers_go_only_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from qubesmanager.cli.backup import _tell_leftover

    leftover = tmp_path / "old.incomplete"
    leftover.write_bytes(b"backup-header" + bytes(499))
    _tell_leftover(str(leftover), remove=False)
    assert leftover.exists()
    assert "--clean removes such files" in capsys.readouterr().err
    _tell_leftover(str(leftover), remove=True)
    assert not leftover.exists()
    assert "removed" in capsys.readouterr().err
