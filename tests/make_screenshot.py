"""Makes docs/screenshot.png: the real Manager on a real store, qubes of a backup, two that run.

.venv/bin/python -m tests.make_screenshot docs/screenshot.png
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_NO_GLIB", "1")

import qasync
from PyQt5.QtCore import QSettings

from qubesmanager.client import locate, power, qube
from qubesmanager.client.restore_job import RestoreJob
from qubesmanager.client.system import System
from qubesmanager.ui.launch import make_application
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.notify import Notifier
from tests.conftest import ROOT
from tests.runtime import guest

ARCHIVE = ROOT.parent / "shared" / "fixtures" / "backups" / "v4-gzip.qbak"
PASSPHRASE = b"correct horse battery"
RUNNING = ("demo-net", "demo-work")


async def picture(folder: Path, target: Path) -> None:
    await locate.init_store(folder / "store", "file-reflink")
    guest.make_kernel(folder / "store" / "vm-kernels")
    (folder / "store" / "hypervisor.conf").write_text("[hypervisor]\naccelerator = tcg\n")
    connection = await locate.connect(folder / "store", private=True)
    try:
        job = RestoreJob(connection)
        plan, _host = await job.open(ARCHIVE, PASSPHRASE)
        result = await job.run(plan, lambda progress: None)
        await job.close()
        assert result.ok, result

        async def open_system() -> System:
            return System(connection)

        settings = QSettings(str(folder / "settings.ini"), QSettings.IniFormat)
        window = ManagerWindow(open_system, Notifier(), settings)
        window.resize(1400, 560)
        window.show()
        window.start()
        while not window.model.rowCount():
            await asyncio.sleep(0.05)
        for name in RUNNING:
            for setting, value in (("kernel", guest.NAME), ("memory", "128"), ("vcpus", "1")):
                await qube.set_property(connection, name, setting, value)
            await power.start(connection, name)
        window.table.select("demo-work")
        await asyncio.sleep(10)  # their systems start, and figures of their work come
        target.parent.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(target))
        for name in reversed(RUNNING):
            await power.kill(connection, name)
        await window.shutdown()
    finally:
        await connection.close()


def main() -> None:
    app = make_application("qubes-qube-manager")
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with tempfile.TemporaryDirectory(prefix="qube-shot-", dir="/tmp") as folder, loop:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        loop.run_until_complete(picture(Path(folder), Path(sys.argv[1])))


if __name__ == "__main__":
    main()
