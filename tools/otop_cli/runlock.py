"""One at a time: the lock of a folder, given back by the kernel when its holder dies."""

import contextlib
import fcntl
import os

from .console import Failure, say


@contextlib.contextmanager
def lock(path, *, busy=None, wait=None):
    """Holds the lock while the body runs.

    With `wait` a second comer says so and waits; without it, it gives up with the sentence `busy`.
    In both, `{pid}` stands for the holder.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            if not wait:
                raise Failure(busy.format(pid=holder)) from None
            say(wait.format(pid=holder))
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def is_locked(path):
    if not path.exists():
        return False
    with open(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
