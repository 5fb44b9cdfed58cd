"""Two edits of one list of rules: what can be put together, and what must be asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.client.firewall_merge import merged
from qubesmanager.client.firewall_rules import Rule

RULES = {
    **{letter: Rule(target=f"{letter}.example") for letter in "abcd"},
    **{letter: Rule("drop", target=f"{letter}.example") for letter in "xyz"},
}


def rules(letters: str) -> list[Rule]:
    return [RULES[letter] for letter in letters]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "together"),
    [
        ("ax", "ax", "abx", "abx"),
        ("ax", "abx", "ax", "abx"),
        ("ax", "bax", "axc", "baxc"),
        ("ax", "abx", "acx", "acbx"),  # at one place, but all of them accept
        ("ax", "abx", "abx", "abx"),
        ("abx", "ab", "bx", "b"),
        ("abx", "bx", "bx", "bx"),
        ("abc", "acb", "abc", "acb"),
        ("ax", "abx", "ayx", None),  # one accepts and one drops: who is first?
        ("ax", "bx", "x", None),  # edited here, removed there
        ("ax", "bx", "cx", None),  # the same one edited at both places
        ("abc", "bca", "bc", None),  # moved here, removed there
    ],
)
def test_what_is_put_together(base: str, mine: str, theirs: str, together: str | None) -> None:
    wanted = None if together is None else rules(together)
    assert merged(rules(base), rules(mine), rules(theirs)) == wanted


LISTS = st.lists(st.sampled_from("abcdxyz"), unique=True, max_size=6).map("".join)


@given(LISTS, LISTS, LISTS)
def test_nothing_is_lost_and_nothing_comes_back(base: str, mine: str, theirs: str) -> None:
    found = merged(rules(base), rules(mine), rules(theirs))
    assert merged(rules(base), rules(mine), rules(base)) == rules(mine)
    assert merged(rules(base), rules(base), rules(theirs)) == rules(theirs)
    if found is None:
        return
    for rule in rules("abcdxyz"):
        here, there, before = (rule in rules(text) for text in (mine, theirs, base))
        assert (rule in found) == (here and there if before else here or there)
        assert found.count(rule) <= 1
    for text in (mine, theirs):  # nobody's order is turned round
        kept = [rule for rule in rules(text) if rule in found]
        order = [rule for rule in found if rule in rules(text)]
        if base == "":
            assert kept == order
