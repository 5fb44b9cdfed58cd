"""Too little memory as a sentence: what for, and what to do about it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import NotEnoughMemory

# A thread wants memory for its stack; nothing but the text tells what it did not get.
_NO_THREAD = "can't start new thread"


def memory_lack(what: str, needed_bytes: int = 0) -> str:
    """``what`` could not be done, an infinitive; 0 where nobody knows how much it takes."""
    needed = f" ({needed_bytes >> 20} MiB are needed)" if needed_bytes else ""
    return (
        f"There is not enough free memory to {what}{needed}. Close other programs, or allow this"
        f" one more where it is limited (ulimit -v), and try again."
    )


def is_memory_lack(error: BaseException) -> bool:
    """Whether it is how Python says that there is no memory."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    if isinstance(error, RuntimeError):
        return str(error) == _NO_THREAD
    return isinstance(error, MemoryError)


@contextmanager
def telling_memory_lack(what: str) -> Iterator[None]:
    """A lack of memory within raises NotEnoughMemory."""
    try:
        yield
    except (MemoryError, OSError, RuntimeError) as error:
        if not is_memory_lack(error):
            raise
        raise NotEnoughMemory(memory_lack(what)) from error
