"""Add a pool: a name, a driver, and the options that this driver takes."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from qubesmanager.client import pools
from qubesmanager.client.system import System
from qubesmanager.protocol import AdminError, is_pool_name
from qubesmanager.ui import look
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets.told import Told
from qubesmanager.ui.widgets.work_dialog import WorkDialog

# What has a sensible default, and is set later in the pool's settings.
LATER = ("revisions_to_keep", "ephemeral_volatile", "setup_check")


class AddPoolDialog(WorkDialog):
    """``added`` carries its name. Stays open, with the reason, when qubesd refuses."""

    name_edit: QLineEdit
    driver_edit: QComboBox
    about_label: QLabel
    options_box: QGroupBox
    options_form: QFormLayout
    reason_sign: QLabel
    reason_label: QLabel
    add_button: QPushButton
    cancel_button: QPushButton

    added = pyqtSignal(str)

    def __init__(self, system: System, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__("add_pool", notifier, parent)
        self.system = system
        self.tasks.idle.connect(self._check)
        self.told = Told(self.reason_sign, self.reason_label, keeps_room=True)
        self.drivers: dict[str, list[str]] = {}
        self.fields: dict[str, QLineEdit] = {}
        self.anyway_box: QCheckBox | None = None
        self._refused = ""  # by qubesd, until something else is typed
        self._captions = {
            "dir_path": self.tr("&Folder"),
            "volume_group": self.tr("Volume &group"),
            "thin_pool": self.tr("&Thin pool"),
        }
        self.name_edit.textChanged.connect(self._typed)
        self.driver_edit.currentIndexChanged.connect(self._driver_chosen)
        self.add_button.clicked.connect(self.add)
        self.cancel_button.clicked.connect(self.reject)
        self._read_drivers()
        self._check()

    def hindrance(self) -> str:
        name = self.name_edit.text()
        if not name:
            return self.tr("Type a name.")
        if name in self.system.pools:
            return self.tr("There is a pool of that name.")
        if not is_pool_name(name):
            return self.tr("A name has letters from A to Z, digits, “-”, “_” and “.”, 63 at most.")
        folder = self.fields.get("dir_path")
        if folder is not None and not folder.text():
            return self.tr("Choose a folder.")
        if folder is not None and not folder.text().startswith("/"):
            return self.tr("The folder is told by its whole path, from the first “/” on.")
        return ""

    @owned()
    async def _read_drivers(self) -> None:
        self.drivers = await pools.drivers(self.system.connection)
        order = ("file-reflink", "lvm_thin", "file")
        for name in sorted(self.drivers, key=lambda n: (n not in order, n)):
            self.driver_edit.addItem(name, name)
        self.driver_edit.setCurrentIndex(max(0, self.driver_edit.findData(order[0])))

    @owned("add_button")
    async def add(self) -> None:
        if self.hindrance():
            return
        options = {key: edit.text() for key, edit in self.fields.items() if edit.text()}
        if self.anyway_box is not None and self.anyway_box.isChecked():
            options["setup_check"] = "no"
        driver = str(self.driver_edit.currentData())
        name = self.name_edit.text()
        try:
            await pools.add_pool(self.system.connection, name, driver, options)
        except AdminError as error:
            self._refused = self._why_refused(error)
            return
        self.added.emit(name)
        self.accept()

    def _why_refused(self, error: AdminError) -> str:
        if self.anyway_box is not None and pools.can_be_forced(error):
            return self.tr(
                "Copies cannot share their space in that folder. Tick the box to use it anyway."
            )
        message = error_message(error)
        return f"{message.text} {message.detail}".strip()

    def _driver_chosen(self) -> None:
        driver = str(self.driver_edit.currentData())
        abouts = {
            "file-reflink": self.tr("Files in a folder; copies share their blocks (btrfs, XFS)."),
            "lvm_thin": self.tr("Thin volumes of LVM, in a thin pool that is there already."),
            "file": self.tr("Plain files in a folder, for file systems that share no blocks."),
            "linux-kernel": self.tr("A folder of kernels, one in a folder each."),
        }
        self.about_label.setText(abouts.get(driver, ""))
        while self.options_form.rowCount():
            self.options_form.removeRow(0)
        self.fields = {}
        for option in self.drivers.get(driver, ()):
            if option in LATER:
                continue
            caption = self._captions.get(option, option)
            edit = QLineEdit(self.options_box)
            edit.setAccessibleName(caption.replace("&", ""))
            edit.textChanged.connect(self._typed)
            self.fields[option] = edit
            row = self._with_browsing(edit) if option == "dir_path" else edit
            self.options_form.addRow(caption, row)
            caption_label = self.options_form.labelForField(row)
            if isinstance(caption_label, QLabel):
                caption_label.setBuddy(edit)
        self.anyway_box = None
        if "setup_check" in self.drivers.get(driver, ()):
            text = self.tr("Use it even where &copies take their full space")
            self.anyway_box = QCheckBox(text, self.options_box)
            self.options_form.addRow(self.anyway_box)
            self.anyway_box.toggled.connect(self._typed)
        self.options_box.setVisible(bool(self.fields))
        self._typed()

    def _with_browsing(self, edit: QLineEdit) -> QWidget:
        """The field of a folder, and a button that looks for one."""
        edit.setPlaceholderText("/path/of/a/folder")
        row = QWidget(self.options_box)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(edit)
        button = QToolButton(row)
        button.setIcon(look.icon("folder"))
        button.setToolTip(self.tr("Look for a folder"))
        button.setAccessibleName(self.tr("Look for a folder"))
        button.clicked.connect(lambda: self._browse(edit))
        layout.addWidget(button)
        return row

    def _browse(self, edit: QLineEdit) -> None:
        dialog = QFileDialog(self, self.tr("Folder of the pool"), edit.text())
        dialog.setFileMode(QFileDialog.Directory)
        dialog.setOption(QFileDialog.ShowDirsOnly)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.fileSelected.connect(edit.setText)
        dialog.open()

    def _typed(self) -> None:
        self._refused = ""
        self._check()

    def _check(self) -> None:
        why = self.hindrance()
        if self._refused and not why:
            self.told.wrong(self._refused)
        else:
            self.told.hint(why)
        self.add_button.setEnabled(not why and not self.tasks.busy)
        self.add_button.setToolTip(why)
