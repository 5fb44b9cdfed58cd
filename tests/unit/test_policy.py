"""Policy files in the stock format, and what they say of calls."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.backend.policy.decision import Allowed, Asked, Decision, Denied, decide
from qubesmanager.backend.policy.files import PolicyError, parse_rule, read_rules
from qubesmanager.backend.policy.rules import QubeFacts, Rule, normal_target

SYSTEM = {
    "dom0": QubeFacts("AdminVM", frozenset({"trusted"})),
    "work": QubeFacts("AppVM", frozenset({"office"}), default_dispvm="dvm"),
    "mail": QubeFacts("AppVM", frozenset({"office"})),
    "vault": QubeFacts("AppVM"),
    "tpl": QubeFacts("TemplateVM", frozenset({"office"})),
    "dvm": QubeFacts("AppVM", frozenset({"red"}), makes_disposables=True),
    "disp7": QubeFacts("DispVM", template="dvm", default_dispvm="dvm"),
}


def rules(*lines: str) -> list[Rule]:
    return [parse_rule(line.split(), f"p:{number}") for number, line in enumerate(lines, 1)]


def judge(policy: list[Rule], source: str, target: str, service: str = "s.S+a") -> Decision:
    name, _, argument = service.partition("+")
    return decide(policy, name, argument, source, target, SYSTEM)


def test_without_a_rule_it_is_denied() -> None:
    assert isinstance(judge([], "work", "mail"), Denied)


def test_the_first_rule_that_fits_decides() -> None:
    policy = rules("s.S * work mail deny", "s.S * @anyvm @anyvm allow", "* * @anyvm @anyvm deny")
    assert judge(policy, "work", "mail") == Denied("denied by p:1", notify=True)
    assert judge(policy, "mail", "work") == Allowed("work", place="p:2")
    assert judge(policy, "mail", "work", "other.S") == Denied("denied by p:3", notify=True)


@pytest.mark.parametrize(
    ("rule", "service", "fits"),
    [
        ("s.S * work mail allow", "s.S+", True),
        ("s.S * work mail allow", "s.S+x", True),
        ("s.S + work mail allow", "s.S+", True),
        ("s.S + work mail allow", "s.S+x", False),
        ("s.S +x work mail allow", "s.S+x", True),
        ("s.S +x work mail allow", "s.S+xy", False),
        ("s.S +x work mail allow", "s.S+", False),
        ("s.S +a+b work mail allow", "s.S+a+b", True),
        ("* * work mail allow", "any.Thing+z", True),
        ("s.S * work mail allow", "s.SS+", False),
    ],
)
def test_services_and_arguments(rule: str, service: str, fits: bool) -> None:
    assert isinstance(judge(rules(rule), "work", "mail", service), Allowed) is fits


@pytest.mark.parametrize(
    ("token", "sources"),
    [
        ("work", {"work"}),
        ("@anyvm", {"work", "mail", "vault", "tpl", "dvm", "disp7"}),
        ("*", {"work", "mail", "vault", "tpl", "dvm", "disp7"}),
        ("@tag:office", {"work", "mail", "tpl"}),
        ("@tag:trusted", set()),
        ("@type:AppVM", {"work", "mail", "vault", "dvm"}),
        ("@type:AdminVM", set()),
        ("@dispvm:dvm", {"disp7"}),
        ("@dispvm:@tag:red", {"disp7"}),
        ("@dispvm:@tag:office", set()),
        ("@adminvm", {"dom0"}),
        ("$anyvm", {"work", "mail", "vault", "tpl", "dvm", "disp7"}),
    ],
)
def test_sources(token: str, sources: set[str]) -> None:
    [rule] = rules(f"s.S * {token} @anyvm allow target=vault")
    assert {name for name in SYSTEM if rule.fits("s.S", "", name, "tpl", SYSTEM)} == sources


@pytest.mark.parametrize(
    ("token", "target", "fits"),
    [
        ("vault", "vault", True),
        ("vault", "mail", False),
        ("@anyvm", "vault", True),
        ("@anyvm", "dom0", False),
        ("*", "@adminvm", False),
        ("@tag:trusted", "dom0", False),
        ("@type:AdminVM", "@adminvm", False),
        ("dom0", "@adminvm", True),
        ("@adminvm", "dom0", True),
        ("@default", "", True),
        ("@default", "no-such-qube", True),
        ("@default", "vault", False),
        ("@anyvm", "@default", True),
        ("vault", "@default", False),
        ("@dispvm", "@dispvm", True),
        ("@dispvm", "@dispvm:dvm", True),
        ("@dispvm:dvm", "@dispvm", True),
        ("@dispvm:@tag:red", "@dispvm:dvm", True),
        ("@dispvm:@tag:office", "@dispvm:dvm", False),
        ("dvm", "@dispvm:dvm", False),
        ("@dispvm:dvm", "dvm", False),
        ("@anyvm", "@dispvm", True),
        ("@default", "@dispvm:vault", True),
        ("@tag:office", "@default", False),
    ],
)
def test_targets(token: str, target: str, fits: bool) -> None:
    [rule] = rules(f"s.S * @anyvm {token} allow target=vault")
    asked = normal_target(target, "work", SYSTEM)
    assert rule.fits("s.S", "", "work", asked, SYSTEM) is fits


def test_where_an_allowed_call_goes() -> None:
    to_dom0 = rules("admin.vm.Start * work @tag:office allow target=@adminvm user=root")
    allowed = judge(to_dom0, "work", "mail", "admin.vm.Start+")
    assert allowed == Allowed("dom0", user="root", place="p:1")
    unnamed = rules("s.S * work @default allow")
    assert isinstance(judge(unnamed, "work", ""), Denied)
    disposable = rules("s.S * @anyvm @dispvm allow autostart=no notify=yes")
    assert judge(disposable, "work", "@dispvm") == Allowed(
        "@dispvm:dvm", autostart=False, notify=True, place="p:1"
    )
    assert isinstance(judge(disposable, "vault", "@dispvm"), Denied), "it has no default"
    gone = rules("s.S * work mail allow target=gone")
    assert isinstance(judge(gone, "work", "mail"), Denied)
    itself = rules("s.S * work @anyvm allow")
    assert isinstance(judge(itself, "work", "work"), Denied)


def test_a_question_offers_what_is_not_denied() -> None:
    policy = rules(
        "s.S * work vault deny",
        "s.S * work @tag:office allow",
        "s.S * work dvm deny",
        "s.S * work @dispvm deny",
        "s.S * work @anyvm ask default_target=mail",
    )
    asked = judge(policy, "work", "@default")
    assert isinstance(asked, Asked)
    assert (asked.targets, asked.default) == (("disp7", "mail", "tpl"), "mail")
    assert asked.allowed("tpl").target == "tpl"
    with pytest.raises(ValueError, match="vault"):
        asked.allowed("vault")
    named = judge(policy, "work", "disp7")
    assert isinstance(named, Asked) and named.targets == ("disp7",) and named.default == ""


def test_a_question_with_a_fixed_target() -> None:
    policy = rules("admin.vm.Start * work mail ask target=dom0 default_target=dom0")
    asked = judge(policy, "work", "mail", "admin.vm.Start+")
    assert isinstance(asked, Asked) and (asked.targets, asked.default) == (("dom0",), "dom0")
    assert isinstance(judge(rules("s.S * work @default ask target=gone"), "work", ""), Denied)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("s.S * work mail", "a rule has"),
        ("s/S * work mail allow", "no name of a service"),
        ("s.S x work mail allow", "begin with +"),
        ("* +x work mail allow", "any argument"),
        ("s.S * @default mail allow", "cannot be a source"),
        ("s.S * @dispvm mail allow", "cannot be a source"),
        ("s.S * work @nobody allow", "cannot be a target"),
        ("s.S * 1work mail allow", "cannot be a source"),
        ("s.S * work mail maybe", "an action is"),
        ("s.S * work mail allow,target=x", "an action is"),
        ("s.S * work mail deny target=x", "deny has no option"),
        ("s.S * work mail allow default_target=x", "allow has no option"),
        ("s.S * work mail allow target=@anyvm", "cannot be behind"),
        ("s.S * work mail allow target=@tag:x", "cannot be behind"),
        ("s.S * work mail allow target=a target=b", "twice"),
        ("s.S * work mail deny notify=maybe", "yes or no"),
        ("s.S * work mail allow user=$(x)", "no name of a user"),
        ("s.S * work mail allow # why not", "no option '#'"),
    ],
)
def test_a_mistake_has_its_place(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "30-user.policy").write_text(f"# fine\n\ns.S * work mail allow\n{line}\n")
    with pytest.raises(PolicyError) as error:
        read_rules(tmp_path)
    assert error.value.place == f"{tmp_path}/30-user.policy:4"
    assert reason in error.value.reason


def test_files_are_read_in_the_order_of_their_bytes(tmp_path: Path) -> None:
    def rule(service: str) -> str:
        return f"{service} * work mail allow\n"

    (tmp_path / "90-last.policy").write_text(rule("last"))
    (tmp_path / "3_x.policy").write_text(rule("third"))
    (tmp_path / "30-user.policy").write_text(rule("second"))
    (tmp_path / "3.policy").write_text(
        "!include-dir more\n!include-service admin.vm.Start * include/ro\n"
        "!include-service * * include/ro\n" + rule("first")
    )
    (tmp_path / ".hidden.policy").write_text("nonsense")
    (tmp_path / "30-user.policy~").write_text("nonsense")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "1.policy").write_text("  # indented\n" + rule("included"))
    (tmp_path / "include").mkdir()
    (tmp_path / "include" / "ro").write_text("!include include/rw\nmail @adminvm allow\n")
    (tmp_path / "include" / "rw").write_text("work $adminvm ask target=dom0\n")
    found = read_rules(tmp_path)
    services = [rule.service for rule in found]
    assert services == [
        *("included", "admin.vm.Start", "admin.vm.Start", None, None),
        *("first", "second", "third", "last"),
    ]
    assert found[1].place == "include/rw:1" or found[1].place.endswith("/include/rw:1")
    assert read_rules(tmp_path / "no-such-place") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Upper.policy", ""),
        ("a.policy", "!include nowhere\n"),
        ("a.policy", "!include-dir nowhere\n"),
        ("a.policy", "!include a.policy\n"),
        ("a.policy", "!compat-4.0\n"),
        ("a.policy", "!something else\n"),
        ("a.policy", "s.S * wörk mail allow\n"),
    ],
)
def test_what_makes_a_policy_void(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(PolicyError):
        read_rules(tmp_path)


WORDS = st.sampled_from(
    ["*", "+", "+a", "s.S", "work", "mail", "@anyvm", "@default", "@dispvm", "@dispvm:dvm", "allow"]
    + ["@tag:office", "@type:AppVM", "deny", "ask", "target=mail", "target=@dispvm", "dom0", "#"]
    + ["!include", "!include-service", "default_target=mail", "user=root", "notify=no", "é", "\t"]
)


@given(st.lists(st.lists(WORDS, max_size=8), max_size=5))
def test_any_policy_is_refused_or_decides(lines: list[list[str]]) -> None:
    policy = []
    for words in lines:
        with contextlib.suppress(PolicyError):
            policy.append(parse_rule(words, "p:1"))
    for source in ("work", "disp7", "vault"):
        for target in ("mail", "", "@dispvm", "dom0", "$dispvm:dvm", "nobody", "@dispvm:"):
            decision = judge(policy, source, target)
            if not isinstance(decision, Denied):
                assert policy, "nothing allows it"
            if isinstance(decision, Allowed):
                known = decision.target.removeprefix("@dispvm:")
                assert known in SYSTEM and decision.target != source


@given(st.binary(max_size=300))
def test_any_file_is_refused_or_read(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.policy").write_bytes(data)
        with contextlib.suppress(PolicyError):
            read_rules(Path(folder))
