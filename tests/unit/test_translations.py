"""Every text of the windows is in every catalogue, translated, with the same fields in it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PyQt5.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QTabWidget,
    QWidget,
)

from tests.fakes.system import FakeSystem, household
from tests.ui_loop import play, turns
from tests.unit.test_ui_access import WINDOWS, clashes, end, menu_clashes
from tests.unit.test_ui_manager import Stage

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "i18n").glob("*.ts"))
UI = ROOT / "qubesmanager" / "ui"
FIELD = re.compile(r"\{\w+\}|%n|\n")
PLURAL_FORMS = {"de": 2, "es": 2, "fr": 2, "pl": 3, "zh_CN": 1}

Key = tuple[str, str, bool]


def messages(catalogue: Path) -> dict[Key, ET.Element]:
    """Of one catalogue, by context, text and whether it counts something."""
    found = {}
    for context in ET.parse(catalogue).getroot().iter("context"):
        for message in context.iter("message"):
            key = (
                context.findtext("name", ""),
                message.findtext("source", ""),
                message.get("numerus") == "yes",
            )
            found[key] = message
    return found


def forms(message: ET.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    plural = [form.text or "" for form in translation.iter("numerusform")]
    return plural or [translation.text or ""]


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> set[Key]:
    """What the sources ask to have translated today."""
    folder = tmp_path_factory.mktemp("texts")
    catalogue = folder / "now.ts"
    sources = list(UI.rglob("*.ui"))
    for number, path in enumerate(UI.rglob("*.py")):
        sources.append(folder / f"{number}.py")
        # As tools/translations does it: a call whose arguments end in a comma is passed over.
        text = re.sub(r'",(\n *\))', r'"\1', path.read_text(encoding="utf-8"))
        sources[-1].write_text(text, encoding="utf-8")
    subprocess.run(
        [
            Path(sys.executable).with_name("pylupdate5"),
            "-translate-function",
            "translate",
            *sorted(sources),
            "-ts",
            catalogue,
        ],
        check=True,
        capture_output=True,
    )
    return set(messages(catalogue))


def test_no_text_of_the_sources_is_passed_over(wanted: set[Key]) -> None:
    """Read in another way than by Qt's tool, which knows little of Python."""
    known = {text for _, text, _ in wanted}
    missed = []
    for path in UI.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            place = {"tr": 0, "translate": 1}.get(name, len(call.args))
            for text in call.args[place : place + 1]:
                if isinstance(text, ast.Constant) and text.value not in known:
                    missed.append(f"{path.name}:{text.lineno}: {text.value!r}")
    assert not missed


def test_there_is_a_catalogue() -> None:
    languages = [path.stem.removeprefix("qube-manager_") for path in CATALOGUES]
    assert languages == sorted(PLURAL_FORMS)


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_says_that_a_machine_made_it(catalogue: Path) -> None:
    assert "Machine-made" in catalogue.read_text(encoding="utf-8")[:400]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_up_to_date_and_complete(catalogue: Path, wanted: set[Key]) -> None:
    have = messages(catalogue)
    assert set(have) == wanted, "run `make translations` and translate what is unfinished"
    language = catalogue.stem.removeprefix("qube-manager_")
    for (context, source, counts), message in have.items():
        where = f"{context}: {source!r}"
        translation = message.find("translation")
        assert translation is not None and translation.get("type") is None, where
        texts = forms(message)
        assert len(texts) == (PLURAL_FORMS[language] if counts else 1), where
        for text in texts:
            assert text, where
            assert sorted(FIELD.findall(text)) == sorted(FIELD.findall(source)), where
            assert not counts or "(s)" not in text, where
            assert text.count("&") == source.count("&"), where


@pytest.mark.skipif(shutil.which("lrelease") is None, reason="lrelease is not here")
def test_a_compiled_catalogue_is_found_and_counts(tmp_path: Path) -> None:
    for catalogue in CATALOGUES:
        compiled = tmp_path / f"{catalogue.stem}.qm"
        subprocess.run(
            ["lrelease", "-silent", catalogue, "-qm", compiled], check=True, capture_output=True
        )
    translator = QTranslator()
    assert translator.load(QLocale("de_DE"), "qube-manager", "_", str(tmp_path))
    assert translator.translate("Wording", "%n day(s) ago", "", 1) == "vor %n Tag"
    assert translator.translate("Wording", "%n day(s) ago", "", 3) == "vor %n Tagen"
    assert translator.translate("FirstRunDialog", "&Quit") == "&Beenden"
    polish = QTranslator()
    assert polish.load(QLocale("pl_PL"), "qube-manager", "_", str(tmp_path))
    days = [polish.translate("Wording", "%n day(s) ago", "", n) for n in (1, 3, 5)]
    assert days == ["%n dzień temu", "%n dni temu", "%n dni temu"]
    chinese = QTranslator()
    assert chinese.load(QLocale("zh_CN"), "qube-manager", "_", str(tmp_path))
    assert chinese.translate("FirstRunDialog", "&Quit") == "退出(&Q)"


def test_the_class_of_a_text_is_the_one_that_asks_for_it() -> None:
    """``self.tr`` looks under the class of the object, ``pylupdate5`` under the one it reads.

    So the text of a class that has others below it would stay English: `translate` is for those.
    """
    with_texts, below = set(), {}
    for source in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                if any(_is_tr(part) for part in ast.walk(node)):
                    with_texts.add(node.name)
                for base in node.bases:
                    below.setdefault(ast.unparse(base).partition("[")[0], set()).add(node.name)
    assert len(with_texts) > 30
    assert {name: below[name] for name in with_texts & below.keys()} == {}


def _is_tr(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "tr"
    )


def english(catalogue: Path) -> list[re.Pattern[str]]:
    """Sentences that read otherwise in that language, wherever they stand."""
    same, other = set(), set()
    for (_, source, _), message in messages(catalogue).items():
        (same if source in forms(message) else other).add(source)
    found = []
    for source in other - same:
        text = re.sub(r"\{\w+\}|%n", "\0", source.replace("&", "").replace("(s)", "\1"))
        if len(re.findall(r"[A-Za-z]{3,}", text)) >= 2:
            pattern = re.escape(text).replace("\0", ".+").replace("\1", "s?")
            found.append(re.compile(pattern, re.DOTALL))
    return found


def texts_of(window: QWidget) -> set[str]:
    """Everything that can be read in a window."""
    found = {window.windowTitle()}
    for widget in window.findChildren(QWidget):
        found |= {widget.toolTip(), widget.accessibleName()}
        if isinstance(widget, (QLabel, QAbstractButton)):
            found.add(widget.text())
        elif isinstance(widget, QLineEdit):
            found.add(widget.placeholderText())
        elif isinstance(widget, QGroupBox):
            found.add(widget.title())
        elif isinstance(widget, QComboBox):
            found |= {widget.itemText(n) for n in range(widget.count())}
        elif isinstance(widget, QTabWidget):
            found |= {widget.tabText(n) for n in range(widget.count())}
        elif isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            is_list = isinstance(widget, QListView)
            columns = range(1 if is_list else model.columnCount())
            rows = range(min(50, model.rowCount()))
            found |= {str(model.headerData(n, Qt.Horizontal) or "") for n in columns}
            found |= {str(model.index(r, c).data() or "") for r in rows for c in columns}
    return {line.replace("&", "") for text in found for line in text.splitlines()}


@pytest.mark.skipif(shutil.which("lrelease") is None, reason="lrelease is not here")
@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_no_window_has_english_left_or_a_mnemonic_twice(qtbot, tmp_path, catalogue) -> None:
    compiled = tmp_path / "language.qm"
    subprocess.run(
        ["lrelease", "-silent", catalogue, "-qm", compiled], check=True, capture_output=True
    )
    translator = QTranslator()
    assert translator.load(str(compiled))
    patterns = english(catalogue)
    assert len(patterns) > 300

    async def scene() -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
        left, twice = [], []
        for name, make in WINDOWS.items():
            window = make(FakeSystem(household()))
            qtbot.addWidget(window)
            window.show()
            await turns(20)
            left += [
                (name, text)
                for text in sorted(texts_of(window))
                if any(pattern.fullmatch(text) for pattern in patterns)
            ]
            twice += [(name, *pair) for pair in clashes(window)]
            await end(window)
        stage = Stage(qtbot, tmp_path, FakeSystem(household()))
        twice += [("menu", *pair) for pair in menu_clashes(await stage.start())]
        await stage.shut()
        return left, twice

    QCoreApplication.installTranslator(translator)
    try:
        left, twice = play(scene())
    finally:
        QCoreApplication.removeTranslator(translator)
    assert not left + twice, "\n".join(map(str, left + twice))
