"""The sentences of a restore's plan in the person's language.

The plan is made without Qt, in English, and also read in terminals and files. Here each of its
sentences is recognised by its form and said again, its names put where they belong. What is not
recognised stays as it came; a test reads the plan's own sources for sentences that are missing.
"""

from __future__ import annotations

import functools
import re

from PyQt5.QtCore import QCoreApplication


def translate(context: str, text: str) -> str:
    """Only marks a text for the catalogues, under the name that their tool looks for."""
    return text


SENTENCES: tuple[str, ...] = (
    translate(
        "Plan",
        "In format {version} each piece of an archive is protected only by itself: whether the"
        " pieces are in their order and all of this backup cannot be told for certain.",
    ),
    translate("Plan", "This machine has a disposable template of that name already."),
    translate(
        "Plan",
        "These are the files of the user '{user}'. They come into a new folder in your home"
        " directory; nothing there is changed.",
    ),
    translate(
        "Plan",
        "These are the files of a user whom the backup does not name. They come into a new folder"
        " in your home directory; nothing there is changed.",
    ),
    translate(
        "Plan",
        "These are the files of the user '{user}', and you are '{here}' here: they are restored"
        " only when dom0 is selected.",
    ),
    translate(
        "Plan",
        "The backup does not say whose files these are: they are restored only when dom0 is"
        " selected.",
    ),
    translate(
        "Plan",
        "It gets the {devices} as in the backup; look whether that is right for this machine"
        " before you start it.",
    ),
    translate("Plan", "A qube named {name} exists already; it is left out."),
    translate("Plan", "A qube named {name} exists already; this one becomes {free}."),
    translate("Plan", "{name} cannot be the name of a qube; this one becomes {free}."),
    translate("Plan", "A qube named {name} exists already; a restore has left it incomplete."),
    translate("Plan", "A qube named {name} exists already."),
    translate("Plan", "{name} cannot be the name of a qube."),
    translate("Plan", "Two of the selected qubes would be named {name}."),
    translate("Plan", "Restore it under another name, or leave it out."),
    translate("Plan", "Go on with that restore. Restore it under another name, or leave it out."),
    translate("Plan", "{name} is a {kind} here, which a {other} cannot replace."),
    translate("Plan", "{name} was left incomplete by a restore."),
    translate("Plan", "{name} is running; shut it down to have it replaced."),
    translate("Plan", "The pool {pool} keeps no earlier state of {name} when it is replaced."),
    translate(
        "Plan",
        "It replaces the qube {name} that is here, with its settings. What its volumes hold now"
        " stays as a revision of each.",
    ),
    translate("Plan", "It replaces the qube {name} that is here, with its settings."),
    translate(
        "Plan",
        "The pool {pool} makes whole copies, so until the old one is replaced the new one is there"
        " twice.",
    ),
    translate("Plan", "Its label {label} does not exist here; it becomes {other}."),
    translate("Plan", "It has no label; it becomes {other}."),
    translate("Plan", "There is no pool named {pool}."),
    translate("Plan", "There is no default pool."),
    translate("Plan", "There is no label named {label}."),
    translate("Plan", "Choose one of the labels of this machine."),
    translate("Plan", "A {kind} has no template, so {name} cannot be its own."),
    translate("Plan", "Choose none."),
    translate("Plan", "The default pool {pool} is not there."),
    translate("Plan", "Choose one of the pools of this machine."),
    translate(
        "Plan",
        "Its disposable template {name} is neither on this machine nor among the selected qubes.",
    ),
    translate(
        "Plan", "Its template {name} is neither on this machine nor among the selected qubes."
    ),
    translate(
        "Plan", "Its disposable template is neither on this machine nor among the selected qubes."
    ),
    translate("Plan", "Its template is neither on this machine nor among the selected qubes."),
    translate("Plan", "Select that disposable template as well, or choose another one."),
    translate("Plan", "Select that template as well, or choose another one."),
    translate("Plan", "Its template {name} is neither here nor selected; it uses {other} instead."),
    translate(
        "Plan",
        "Its template {name} is nowhere to be had, and this machine has none: an empty template"
        " {other} is made in its place. Give the qube a real template before it is started.",
    ),
    translate(
        "Plan",
        "Its disposable template {name} is neither here nor selected; it uses {other} instead.",
    ),
    translate("Plan", "{name} is no qube that provides network."),
    translate("Plan", "Choose another one, or none."),
    translate(
        "Plan",
        "Its network qube {name} is neither here nor selected; it uses the default of this"
        " machine ({other}).",
    ),
    translate("Plan", "There is no kernel {name}."),
    translate(
        "Plan", "Its kernel {name} is not here; it uses the default of this machine ({other})."
    ),
    translate(
        "Plan",
        "Its disposable template {name} for opening files is neither here nor selected; it uses"
        " the default of this machine.",
    ),
    translate(
        "Plan",
        "Its {kind} {address} is that of the qube {name} as well, so it gets the default of this"
        " machine. If it needs one of its own, set that when it is restored.",
    ),
    translate(
        "Plan",
        "The selected qubes need {needed} in the pool {pool}, which has {free} free.",
    ),
    translate("Plan", "Select fewer qubes, choose another pool, or make room."),
)
_FIELD = re.compile(r"\\\{(\w+)\\\}")


@functools.cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(_FIELD.sub(r"(?P<\1>.+?)", re.escape(text)), re.DOTALL), text)
        for text in SENTENCES
    )


def is_known(sentence: str) -> bool:
    return any(form.fullmatch(sentence) for form, _ in _forms())


def plan_text(sentence: str) -> str:
    """The sentence of a plan, translated where it is one that we know."""
    for form, text in _forms():
        found = form.fullmatch(sentence)
        if found is not None:
            translated: str = QCoreApplication.translate("Plan", text)
            return translated.format(**found.groupdict())
    return sentence
