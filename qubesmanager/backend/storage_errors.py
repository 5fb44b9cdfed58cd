"""The border between storage and the Admin API: errors of the one become errors of the other."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from qubesmanager.protocol import ERRORS, QubesException, StoragePoolException

from . import storage
from .storage.errors import in_words


@contextlib.contextmanager
def storage_errors(what: str = "") -> Iterator[None]:
    """Raise the protocol's classes for what a driver raises, the text preceded by ``what``."""
    prefix = f"{what}: " if what else ""
    try:
        yield
    except storage.StoragePoolException as error:
        kind = ERRORS.get(error.admin_name, QubesException)
        raise kind(f"{prefix}{error}") from error
    except NotImplementedError as error:
        raise StoragePoolException(f"{prefix}the driver cannot do this ({error})") from error
    except OSError as error:
        raise StoragePoolException(f"{prefix}{in_words(error)}") from error
