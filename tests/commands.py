"""Runs the real `qube` command for tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TIMEOUT_S = 240


@dataclass(frozen=True)
class Qube:
    """The `qube` command on one store."""

    home: Path
    prefix: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    python: str = sys.executable

    def run(
        self, *words: str, passphrase: str | None = None, ok: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """One command; with ``passphrase`` it is fed through `--passphrase-file -`."""
        command = [*self.prefix, self.python, "-m", "qubesmanager.cli.main"]
        command += ["--home", str(self.home), *words]
        if passphrase is not None:
            command += ["--passphrase-file", "-"]
        done = subprocess.run(
            command,
            input=None if passphrase is None else passphrase + "\n",
            stdin=subprocess.DEVNULL if passphrase is None else None,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            env=self.env,
            check=False,
        )
        if ok:
            assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def json(self, *words: str, passphrase: str | None = None, ok: bool = True) -> Any:
        return json.loads(self.run("--json", *words, passphrase=passphrase, ok=ok).stdout)
