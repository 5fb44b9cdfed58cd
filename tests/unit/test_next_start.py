"""A template put off to the next start: kept, made at that start, refused with words, withdrawn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.qube.next_start import (
    next_template_nodes,
    put_off,
    read_next_template,
)
from qubesmanager.backend.store import Node
from qubesmanager.protocol import (
    QubesException,
    QubesNoSuchPropertyError,
    QubesPropertyValueError,
    QubesValueError,
    QubesVMError,
    QubesVMInUseError,
    QubesVMNotFoundError,
)
from tests.fakes.hypervisor import FakeRuns
from tests.unit.stock_store import fresh_app


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    """``work``, which runs from the template ``tpl``; ``new`` is another one."""
    app = await fresh_app(tmp_path / "home")
    app.runs = FakeRuns(app)
    await app.add_qube("TemplateVM", "new", "black")
    work = await app.add_qube("AppVM", "work", "blue", template="tpl")
    await work.life.start()
    yield app
    await app.runs.close()


def root_of(app: App) -> str:
    """Of whose root volume that of ``work`` is a snapshot."""
    source = app.qubes["work"].volumes["root"].source
    assert source is not None
    return source.vid.split("/")[-2]


async def stored(app: App) -> str | None:
    return (await App.load(app.home)).qubes["work"].next_template


async def test_it_waits_and_comes_with_the_next_start(app: App) -> None:
    work = app.qubes["work"]
    told: list[str] = []
    for name in ("domain-next-template", "property-set:template", "domain-pre-start"):
        app.events.add_handler(name, lambda subject, event, **kwargs: told.append(event))
    await put_off(work, "new")
    assert told == ["domain-next-template"]
    assert (work.template, root_of(app)) == (app.qubes["tpl"], "tpl")
    assert await stored(app) == "new"
    await work.life.kill()
    assert root_of(app) == "tpl", "the end of a run changes nothing"
    await work.life.start()
    assert told[1:] == ["property-set:template", "domain-pre-start"]
    assert (work.template, root_of(app)) == (app.qubes["new"], "new")
    assert work.next_template is None and await stored(app) is None
    again = (await App.load(app.home)).qubes["work"]
    assert again.template is not None and again.template.name == "new"
    assert b"next-start" not in app.to_xml()


async def test_it_outlives_qubesd(app: App) -> None:
    await put_off(app.qubes["work"], "new")
    assert b"next-start" in app.to_xml() and b"next-start" not in app.to_xml(["work"])
    await app.qubes["work"].life.kill()
    later = await App.load(app.home)
    later.runs = FakeRuns(later)
    await later.qubes["work"].life.start()
    assert root_of(later) == "new"
    await later.runs.close()


async def test_withdrawn_and_overtaken(app: App) -> None:
    work = app.qubes["work"]
    await app.add_qube("TemplateVM", "third", "black")
    for untrusted in ("", "tpl"):
        await put_off(work, "new")
        await put_off(work, untrusted)
        assert work.next_template is None and await stored(app) is None
    await put_off(work, "new")
    await work.life.kill()
    await work.properties.set("template", "third")
    assert work.next_template is None and await stored(app) is None, "the last word counts"
    await work.life.start()
    assert root_of(app) == "third"


async def test_a_start_that_cannot_make_it_is_refused(app: App) -> None:
    work = app.qubes["work"]
    await put_off(work, "new")
    await work.life.kill()
    app.qubes["new"].storage.unavailable["root"] = "its disk is out"
    with pytest.raises(QubesVMError, match="was to become 'new', and that is not possible: .*root"):
        await work.life.start()
    assert work.state == "Halted" and root_of(app) == "tpl"
    assert work.next_template == "new" and await stored(app) == "new"
    app.qubes["new"].storage.unavailable.clear()
    await work.life.start()
    assert root_of(app) == "new"


async def test_after_a_refused_start_it_can_be_withdrawn(app: App) -> None:
    work = app.qubes["work"]
    await work.life.kill()
    await work.properties.set("template_for_dispvms", "True")
    disposable = await app.add_qube("DispVM", "disp", "red", template="work")
    await disposable.life.start()
    await put_off(work, "new")
    with pytest.raises(QubesVMError, match="while these run: disp"):
        await work.life.start()
    await put_off(work, "")
    await work.life.start()
    assert root_of(app) == "tpl" and work.state == "Running"


async def test_what_cannot_be_put_off(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    work = app.qubes["work"]
    for qube, name, error in (
        ("tpl", "new", QubesNoSuchPropertyError),
        ("work", "nobody", QubesVMNotFoundError),
        ("work", "../new", QubesValueError),
        ("work", "work", QubesPropertyValueError),
    ):
        with pytest.raises(error):
            await put_off(app.qubes[qube], name)
    assert work.next_template is None

    async def full() -> None:
        raise QubesException("no space left")

    monkeypatch.setattr(app, "save", full)
    with pytest.raises(QubesException, match="no space"):
        await put_off(work, "new")
    assert work.next_template is None


async def test_a_template_that_is_waited_for_stays(app: App) -> None:
    await put_off(app.qubes["work"], "new")
    with pytest.raises(QubesVMInUseError, match="template of work from its next start on"):
        await app.remove_qube("new")
    await put_off(app.qubes["work"], "")
    await app.remove_qube("new")


def test_what_names_no_template_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    other = Node("something")
    odd = Node("next-start", (("template", "<no> name"),), line=7)
    assert read_next_template((odd, other)) == (None, (other,))
    assert "line 7" in caplog.text
    caplog.clear()
    assert read_next_template((*next_template_nodes("new"), other)) == ("new", (other,))
    assert next_template_nodes(None) == ()
