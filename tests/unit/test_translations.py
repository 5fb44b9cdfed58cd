"""Every text of the windows is in every catalogue, translated, with the same fields in it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PyQt5.QtCore import QLocale, QTranslator

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
    catalogue = tmp_path_factory.mktemp("texts") / "now.ts"
    sources = [*UI.rglob("*.py"), *UI.rglob("*.ui")]
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
