"""Installation of Qube Manager: the package, its commands, storage drivers and desktop files."""

import shutil
import subprocess
from pathlib import Path

from setuptools import Extension, find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
TRANSLATIONS = HERE / "qubesmanager" / "ui" / "translations"


class BuildWithTranslations(build_py):
    """Compiles i18n/*.ts where lrelease is; without it the windows speak English."""

    def run(self) -> None:
        lrelease = shutil.which("lrelease")
        if lrelease is None:
            self.warn("no lrelease (Debian: qttools5-dev-tools), so no translations")
        else:
            TRANSLATIONS.mkdir(exist_ok=True)
            for catalogue in sorted((HERE / "i18n").glob("*.ts")):
                compiled = TRANSLATIONS / f"{catalogue.stem}.qm"
                subprocess.run(
                    [lrelease, "-silent", str(catalogue), "-qm", str(compiled)], check=True
                )
        super().run()


setup(
    cmdclass={"build_py": BuildWithTranslations},
    name="qube-manager",
    version="0.1.0",
    description="Keep, back up and restore qubes (Qubes OS virtual machines)",
    license="GPL-2.0-or-later",
    python_requires=">=3.11",
    packages=find_packages(include=["qubesmanager", "qubesmanager.*"]),
    ext_modules=[
        # Loaded by ctypes. Without a compiler, or where it does not build, backups are slower.
        Extension(
            "qubesmanager.backend.backup._scrypt_lanes",
            ["qubesmanager/backend/backup/scrypt_lanes.c"],
            extra_compile_args=["-O3", "-Wall", "-Wextra"],
            optional=True,
        )
    ],
    package_data={
        "qubesmanager": ["desktop/*"],
        "qubesmanager.backend.hypervisor": ["*.xsl"],
        "qubesmanager.ui": ["forms/*.ui", "icons/*.svg", "translations/*.qm"],
    },
    install_requires=[
        "PyQt5>=5.15.9,<5.16",
        "qasync>=0.27,<0.29",
        "lxml>=4.9,<7",
        "cryptography>=38,<60",
        "PyNaCl>=1.5,<2",
        "isal>=1.5,<2",
        "zstandard>=0.20,<1",
        "PyYAML>=6,<7",
    ],
    extras_require={
        # Runs qubes. It has to be compiled (gcc, libvirt-dev), so a distribution's is preferred.
        "run": ["libvirt-python>=9,<13"],
        "dev": [
            "pytest>=8,<10",
            "pytest-qt>=4.4,<5",
            "pytest-asyncio>=0.24,<2",
            "pytest-xdist>=3.6,<4",
            "pytest-timeout>=2.3,<3",
            "hypothesis>=6.100,<7",
            "atheris>=3,<4; platform_machine == 'x86_64' and python_version < '3.14'",
            "ruff>=0.9,<1",
            "mypy>=1.11,<3",
            "import-linter>=2.1,<3",
            "PyQt5-stubs>=5.15.6,<6",
            "types-lxml>=2024.9",
            "types-PyYAML>=6",
        ],
    },
    entry_points={
        "console_scripts": [
            "qube = qubesmanager.cli.main:main",
            "qubesd = qubesmanager.backend.qubesd:main",
            "qubes-volume-import = qubesmanager.volume_import:main",
        ],
        "gui_scripts": [
            "qubes-qube-manager = qubesmanager.ui.launch:manager",
            "qubes-backup = qubesmanager.ui.launch:backup",
            "qubes-backup-restore = qubesmanager.ui.launch:restore",
        ],
        "qubes.storage": [
            "file = qubesmanager.backend.storage.file:FilePool",
            "file-reflink = qubesmanager.backend.storage.reflink:ReflinkPool",
            "linux-kernel = qubesmanager.backend.storage.kernels:KernelPool",
            "lvm_thin = qubesmanager.backend.storage.lvm:LvmPool",
        ],
    },
    data_files=[
        (
            "share/man/man1",
            [
                "docs/man/qube.1",
                "docs/man/qubesd.1",
                "docs/man/qubes-qube-manager.1",
                "docs/man/qubes-backup.1",
                "docs/man/qubes-backup-restore.1",
            ],
        ),
        ("share/metainfo", ["qubesmanager/desktop/qubes-qube-manager.metainfo.xml"]),
        ("share/bash-completion/completions", ["docs/completion/qube"]),
        (
            "share/applications",
            [
                "qubesmanager/desktop/qubes-qube-manager.desktop",
                "qubesmanager/desktop/qubes-backup.desktop",
                "qubesmanager/desktop/qubes-backup-restore.desktop",
            ],
        ),
        ("share/icons/hicolor/scalable/apps", ["qubesmanager/desktop/qubes-manager.svg"]),
    ],
)
