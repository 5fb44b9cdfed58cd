"""A backup of a qube that really runs: shut down for it, and started again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.runtime.conftest import MachineStore

pytestmark = pytest.mark.slow


def test_it_is_shut_down_saved_and_runs_again(store: MachineStore, tmp_path: Path) -> None:
    store.make("work")
    store.call("admin.vm.Start", "", "work")
    assert store.booted("work")["private"] == 0
    record = {
        "include": ["work"],
        "destination_vm": "dom0",
        "destination_path": str(tmp_path / "archive"),
        "passphrase_text": "a good passphrase",
        "running": "restart",
    }
    store.daemon.internal("internal.backup.SetProfile", "one", payload=yaml.safe_dump(record))
    store.call("admin.backup.Execute", "one")
    report = json.loads(store.daemon.internal("internal.backup.Report", "one"))
    (row,) = report["qubes"]
    assert (row["status"], row["state"]) == ("saved", "restart")
    assert row["remark"] == "it was shut down for the backup and started again"
    assert row["volumes"][0]["bytes"] > 0
    assert store.state("work") == "Running"
    assert store.runs_on("appvms/work/private") == 1, "what it had written was committed"
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]
