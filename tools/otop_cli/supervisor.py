"""Keeps PostgreSQL and Odoo serving: what ends by itself is started again, and said in one line with the reason."""

import contextlib
import os
import signal
import time

from . import ports
from .console import Failure, say
from .processes import stop

BEAT = 0.2  # seconds between two looks
STEADY = 30  # a server that has served that long has not failed at once
SHOW_AFTER = 3  # failures in a row until the end of the log is shown
LONGEST_PAUSE = 60
LAST_LINES = 15
SERVING = "serving again after {:.0f} s"
# what Odoo writes before it reloads itself, and how we say it
REASONS = (
    ("virtual real time limit", "a request or a job ran over its time limit"),
    ("Server memory limit", "it used too much memory"),
    ("Initiating server reload", "it was told to (SIGHUP)"),
    ("Reloading server", "it was told to (SIGHUP)"),
)
REINITIALISED = "all server processes terminated; reinitializing"


class Tail:
    """What a log says from now on."""

    def __init__(self, path):
        self.path = path
        self.place = path.stat().st_size if path.exists() else 0

    def read(self):
        try:
            with open(self.path, "rb") as file:
                file.seek(self.place)
                data = file.read()
        except FileNotFoundError:
            return ""
        self.place += len(data)
        return data.decode(errors="replace")

    def end(self, lines=LAST_LINES):
        """The last lines, whenever they were written."""
        try:
            with open(self.path, "rb") as file:
                file.seek(max(0, self.path.stat().st_size - 16384))
                return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])
        except FileNotFoundError:
            return ""


def ending(code):
    return f"ended with {signal.Signals(-code).name}" if code and code < 0 else f"ended by itself ({code})"


def pause(failures):
    """Seconds before the next try: none after the first failure, then doubling."""
    return 0 if failures < 2 else min(LONGEST_PAUSE, 2 ** (failures - 2))


class Supervisor:
    """`start_server` starts Odoo and returns its process; `starts` is the file where each Odoo that begins leaves a
    line (see scripts/server.py)."""

    def __init__(self, postgres, start_server, address, log, starts):
        self.postgres, self.start_server, self.address = postgres, start_server, address
        self.log, self.database_log, self.starts = Tail(log), Tail(postgres.log), starts
        self.server, self.begun, self.failures, self.served = None, 0, 0, False

    # ------------------------------------------------------------------ life

    def run(self, when_ready):
        """Until somebody stops the launcher. `when_ready` is called once, when the first server serves."""
        try:
            self._serve()
            when_ready()
            while True:
                time.sleep(BEAT)
                self._look()
        finally:
            say("stopping …")
            self._stop_server()

    def _look(self):
        if self.postgres.process.poll() is not None:
            self._database_ended(ending(self.postgres.process.returncode))
        elif REINITIALISED in self.database_log.read():
            # its connections are gone, and Odoo's jobs would wait on them for ever
            self._restart_server("PostgreSQL lost one of its processes and began anew", signal.SIGKILL)
        elif self.server.poll() is not None:
            how = ending(self.server.returncode)
            if time.monotonic() - self.begun > STEADY:
                self.failures = 0
            else:
                self._count_failure(how)
            self._restart_server(f"Odoo {how}")
        elif self._count_starts() > self.known_starts:
            self._reloaded()

    # ------------------------------------------------------------------ what happened

    def _database_ended(self, how):
        since = time.monotonic()
        say(f"PostgreSQL {how}: starting it and Odoo again …")
        self._stop_server(signal.SIGKILL)  # it can finish nothing
        failures = 0
        while True:
            try:
                self.postgres.start()
                break
            except Failure as failure:
                failures += 1
                say(f"PostgreSQL does not start (try {failures}): {failure}")
                time.sleep(max(1, pause(failures + 1)))
        self.database_log.read()
        self._serve(since)

    def _restart_server(self, reason, signum=signal.SIGTERM):
        since = time.monotonic()
        say(f"{reason}: starting Odoo again …")
        self._stop_server(signum)
        self._serve(since)

    def _reloaded(self):
        since = time.monotonic()
        written = self.log.read()
        reason = next((text for sign, text in REASONS if sign in written), "it was told to")
        say(f"Odoo starts itself again: {reason} …")
        self.known_starts = self._count_starts()
        if ports.wait_until_serves(self.address, self.server, alive=self._database_lives):
            say(SERVING.format(time.monotonic() - since))
        # otherwise it has ended, which the next look sees

    # ------------------------------------------------------------------ the server

    def _serve(self, since=None):
        """Starts Odoo until it serves; a first one that never does is given up."""
        while True:
            time.sleep(pause(self.failures))
            while self._database_lives() and not self.postgres.answers():
                time.sleep(BEAT)  # it recovers: an Odoo that meets it meanwhile ends
            self.begun = time.monotonic()
            self.log.read()
            self.starts.unlink(missing_ok=True)
            self.known_starts = 1
            self.server = self.start_server()
            if ports.wait_until_serves(self.address, self.server, alive=self._database_lives):
                self.served = True
                if since:
                    say(SERVING.format(time.monotonic() - since))
                return
            if not self._database_lives():
                return  # the next look sees it, and comes back here
            how = ending(self.server.returncode) if self.server.poll() is not None else "does not answer"
            self._stop_server()
            self._count_failure(how)
            say(f"Odoo {how} before it served: trying again in {pause(self.failures)} s …")

    def _count_failure(self, how):
        self.failures += 1
        if self.failures % SHOW_AFTER == 0:
            end = f"the end of {self.log.path}:\n{self.log.end()}"
            if not self.served:
                raise Failure(f"Odoo {how}, {self.failures} times; {end}")
            say(f"Odoo ended {self.failures} times soon after its start; {end}")

    def _database_lives(self):
        return self.postgres.process.poll() is None

    def _stop_server(self, signum=signal.SIGTERM):
        """With all that it started: the workers of a killed server hold its port, and its printer goes on printing."""
        if self.server:
            stop(self.server, signum)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)

    def _count_starts(self):
        try:
            return len(self.starts.read_text().splitlines())
        except FileNotFoundError:
            return self.known_starts
