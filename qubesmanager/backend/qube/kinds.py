"""The classes of qubes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qubesmanager.backend.store import DomainRecord

from . import tables
from .base import Qube

if TYPE_CHECKING:
    from qubesmanager.backend.app import App


class AdminVM(Qube):
    """dom0: the system itself. It has no disks and always runs."""

    klass = "AdminVM"
    table = tables.ADMIN
    fixed = frozenset({"name", "qid", "uuid"})


class TemplateVM(Qube):
    """Has the system that other qubes run."""

    klass = "TemplateVM"
    table = tables.TEMPLATE


class StandaloneVM(Qube):
    """Has its own system."""

    klass = "StandaloneVM"
    table = tables.STANDALONE


class AppVM(Qube):
    """Runs its template's system, keeps its own private data."""

    klass = "AppVM"
    table = tables.APP
    has_template = True


class DispVM(Qube):
    """A disposable: nothing of it stays."""

    klass = "DispVM"
    table = tables.DISPOSABLE
    has_template = True


class RemoteVM(Qube):
    """Stands for a qube on another machine."""

    klass = "RemoteVM"
    table = tables.REMOTE


CLASSES: Mapping[str, type[Qube]] = {
    kind.klass: kind for kind in (AppVM, TemplateVM, StandaloneVM, AdminVM, DispVM, RemoteVM)
}


def make_qube(app: App, record: DomainRecord) -> Qube:
    """The qube of a record whose class, name, qid and uuid are known to be right.

    StoreError when another property cannot be read.
    """
    return CLASSES[record.klass](app, record)
