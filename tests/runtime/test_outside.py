"""Qubes as plain objects, for tests of other projects, and how such tests come to be run."""

from __future__ import annotations

import importlib.metadata
import shutil
import tempfile
from pathlib import Path

import pytest

from qubesmanager import testing
from qubesmanager.protocol import QubesException
from tests import agent_guest
from tests.conftest import missing


@pytest.mark.slow
def test_a_qube_without_asyncio(kernels: Path) -> None:
    if reason := agent_guest.lacking():
        missing(reason)
    if not (kernels / "agent").exists():
        agent_guest.make_kernel(kernels / "agent")
    folder = Path(tempfile.mkdtemp(prefix="qube-outside-", dir="/tmp"))
    home = folder / "home"
    with testing.Qubes(home) as qubes:
        qubes.create("tpl", "TemplateVM")
    (home / "hypervisor.conf").write_text("[hypervisor]\naccelerator = tcg\n")
    (home / "vm-kernels").rmdir()
    (home / "vm-kernels").symlink_to(kernels)
    with testing.Qubes(home) as qubes:
        vm = qubes.create("work", "AppVM", template="tpl")
        for name, value in (("kernel", "agent"), ("memory", 300), ("vcpus", 1)):
            vm[name] = value
        assert vm["memory"] == "300"
        vm.start()
        try:
            assert qubes["work"].state == "Running"
            said = vm.run(
                "sh", "-c", "echo $((40 + 2)); cat; exit 3", stdin=b"and more", user="root"
            )
            assert (said.returncode, said.stdout) == (3, b"42\nand more"), said.stderr
            vm.pause()
            assert vm.state == "Paused"
            vm.unpause()
        finally:
            vm.kill()
        assert vm.state == "Halted"
        vm.remove()
        assert qubes.names() == ["dom0", "tpl"]
        with pytest.raises(KeyError):
            qubes["work"]
    shutil.rmtree(folder)


def test_files_of_other_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def contribute(value: str) -> None:
        (tmp_path / "other-1.dist-info").mkdir(exist_ok=True)
        (tmp_path / "other-1.dist-info" / "METADATA").write_text("Name: other\nVersion: 1\n")
        (tmp_path / "other-1.dist-info" / "entry_points.txt").write_text(
            f"[{testing.ENTRY_POINTS}]\nother = {value}\n"
        )

    (tmp_path / "other_tests.py").write_text("def test_it(): pass\n")
    monkeypatch.syspath_prepend(tmp_path)
    contribute("other_tests")
    assert [entry.value for entry in importlib.metadata.entry_points(group=testing.ENTRY_POINTS)]
    assert testing.outside_tests() == [tmp_path / "other_tests.py"]
    contribute("not_there")
    with pytest.raises(QubesException, match="no module not_there"):
        testing.outside_tests()
