"""Every sentence that a plan can say is one that the windows can translate."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from qubesmanager.backend.backup import plan_making
from qubesmanager.ui.models.plan_words import is_known, plan_text

# Beginnings and ends that the module puts together; the whole sentences are known.
PARTS = {
    "Go on with that restore. X",
    "X; it becomes X.",
    "It replaces the qube X that is here, with its settings.X",
    " What its volumes hold now stays as a revision of each.",
    "Select that X as well, or choose another one.",
    "X is neither on this machine nor among the selected qubes.",
    "These are the files of X. They come into a new folder in your home directory; nothing there"
    " is changed.",
}
WHOLE = (
    "It has no label; it becomes red.",
    "Its label pink does not exist here; it becomes red.",
    "It replaces the qube work that is here, with its settings.",
    "It replaces the qube work that is here, with its settings."
    " What its volumes hold now stays as a revision of each.",
    "Go on with that restore. Restore it under another name, or leave it out.",
    "Select that template as well, or choose another one.",
    "Select that disposable template as well, or choose another one.",
    "Its template is neither on this machine nor among the selected qubes.",
    "Its disposable template x-dvm is neither on this machine nor among the selected qubes.",
    "These are the files of the user 'joe'. They come into a new folder in your home directory; "
    "nothing there is changed.",
    "These are the files of a user whom the backup does not name. They come into a new folder in "
    "your home directory; nothing there is changed.",
    "These are the files of the user 'joe', and you are 'ann' here: they are restored only when"
    " dom0 is selected.",
)


def said(source: str) -> set[str]:
    """String expressions that end like a sentence, each value in them as an X."""
    tree = ast.parse(source)
    documents = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in documents or id(node) in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if text.endswith(".") and " " in text:
            found.add(text)
    return found


def test_every_sentence_of_the_plan_is_known() -> None:
    sentences = said(Path(plan_making.__file__).read_text())
    assert len(sentences) > 25
    assert {text for text in sentences - PARTS if not is_known(text)} == set()


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_put_together_is_known_as_a_whole(text: str) -> None:
    assert is_known(text)


@pytest.mark.parametrize("text", [*WHOLE, "something that nobody ever said {with} braces"])
def test_without_a_catalogue_a_sentence_comes_back(text: str) -> None:
    assert plan_text(text) == text
