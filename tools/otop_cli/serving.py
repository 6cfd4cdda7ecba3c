"""The server of `./otop up`'s data for another command: the running one, or one of its own."""

import contextlib

from .console import Failure
from .postgres import Postgres
from .prepare import prepare
from .runlock import is_locked, lock

STARTING = "./otop up is still starting: try again when it is ready"
BUSY = "./otop up (process {pid}) is running: stop it first"


@contextlib.contextmanager
def serving(places, alone=False):
    guard = places.home / places.run / ".lock"
    if not alone and is_locked(guard):
        # nothing is prepared here: the set-up is in use
        if not places.python.exists():
            raise Failure(STARTING)
        postgres = Postgres(places, places.run)
        if not postgres.answers():
            raise Failure(STARTING)
        yield postgres
        return
    with lock(guard, busy=BUSY):
        prepare(places, browser_needed=False)
    with lock(guard, busy=BUSY), Postgres(places, places.run) as postgres:
        yield postgres
