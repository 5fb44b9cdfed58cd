"""`qube device` against a real qubesd."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.commands import Qube
from tests.integration.served import refused, served_store


@pytest.fixture(scope="module")
def qube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    with served_store(tmp_path_factory.mktemp("device")) as qube:
        qube.run("create", "tpl", "--class", "TemplateVM", "--label", "black")
        qube.run("create", "work", "--class", "AppVM", "--template", "tpl")
        qube.run("create", "sys-usb", "--class", "AppVM", "--template", "tpl")
        yield qube


def test_a_device_comes_and_goes(qube: Qube) -> None:
    assert qube.json("device", "work")["devices"] == []
    assert qube.run("device", "work").stdout == ""
    words = ("--class", "block", "--option", "read-only=yes", "--option", "label=a 'b' c")
    qube.run("device", "work", "assign", "sys-usb:sda", *words)
    (device,) = qube.json("device", "work")["devices"]
    assert device == {
        "class": "block",
        "backend": "sys-usb",
        "port": "sda",
        "device": "*",
        "mode": "auto-attach",
        "options": {"read-only": "yes", "label": "a 'b' c"},
    }
    assert "sys-usb:sda" in qube.run("device", "work", "list").stdout
    done = qube.json("device", "work", "mode", "sys-usb:sda", "ask-to-attach")
    assert done["devices"][0]["mode"] == "ask-to-attach"
    assert done["devices"][0]["options"] == device["options"]
    assert qube.json("device", "work", "unassign", "sys-usb:sda")["devices"] == []


def test_two_devices_of_one_port_are_told_apart(qube: Qube) -> None:
    for devclass in ("usb", "block"):
        qube.run("device", "work", "assign", "sys-usb:1-1", "--class", devclass)
    said = refused(qube, "device", "work", "unassign", "sys-usb:1-1")
    assert "--class block" in said and "--class usb" in said
    done = qube.json("device", "work", "unassign", "sys-usb:1-1", "--class", "usb")
    assert [device["class"] for device in done["devices"]] == ["block"]
    qube.run("device", "work", "unassign", "sys-usb:1-1:*")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("work", "assign"), 2, "name the device"),
        (("work", "assign", "sys-usb:sda"), 2, "--class"),
        (("work", "assign", "sys-usb", "--class", "usb"), 2, "BACKEND:PORT"),
        (("work", "assign", "sys-usb:sda", "--class", "usb", "--option", "x"), 2, "NAME=VALUE"),
        (("work", "assign", "nosuch:sda", "--class", "usb"), 1, "nosuch"),
        (("work", "unassign", "sys-usb:sda"), 1, "not assigned to work"),
        (("work", "mode", "sys-usb:sda"), 2, "name the mode"),
        (("nobody",), 1, "nobody"),
    ],
)
def test_refusals(qube: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    assert said in refused(qube, "device", *words, status=status)
    assert qube.json("device", "work")["devices"] == []
