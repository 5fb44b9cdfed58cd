"""A store that a daemon serves for a whole module, and the `qube` command run in this process.

Neither starts anew for each command, so a test may give many.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from qubesmanager.cli.main import main
from tests.commands import Qube
from tests.integration.daemon import Daemon
from tests.integration.stores import runtime_dir


class QubeHere(Qube):
    """The command's entry point, called; what it prints is caught."""

    def run(
        self, *words: str, passphrase: str | None = None, ok: bool = True
    ) -> subprocess.CompletedProcess[str]:
        assert passphrase is None, "standard input is the tests' own"
        stdout, stderr = io.StringIO(), io.StringIO()
        command = ["--home", str(self.home), *words]
        with redirect_stdout(stdout), redirect_stderr(stderr):
            try:
                status = main(command)
            except SystemExit as ended:  # argparse
                status = int(ended.code or 0)
        done = subprocess.CompletedProcess(command, status, stdout.getvalue(), stderr.getvalue())
        if ok:
            assert status == 0, f"{words}: {status}\n{done.stdout}\n{done.stderr}"
        return done


@contextmanager
def served_store(folder: Path) -> Iterator[Qube]:
    """The `qube` command on a new store in ``folder``; its daemon ends with the context."""
    with runtime_dir():
        qube = QubeHere(folder / "store")
        qube.run("init", "--pool-driver", "file-reflink")
        daemon = Daemon(qube.home)
        try:
            yield qube
        finally:
            assert daemon.stop() == 0


def refused(qube: Qube, *words: str, status: int = 1) -> str:
    """What a command that fails says on stderr; nothing is on stdout."""
    done = qube.run(*words, ok=False)
    assert (done.returncode, done.stdout) == (status, ""), (done.stdout, done.stderr)
    assert done.stderr.startswith("qube: ") or status == 2
    return done.stderr
