"""A PostgreSQL server of our own: no TCP port, only a Unix socket in a folder that nobody else can enter.

The server is a child of the launcher. Whatever way the launcher ends, the kernel sends the server the signal for a
fast and clean stop; and if the server itself is killed, PostgreSQL's own recovery brings back all that was committed.
"""

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import time

from . import pguser
from .cluster import Cluster
from .console import Failure
from .files import appended, closed_folder
from .keys import digest
from .processes import run, start, stop, works

LONGEST_SOCKET_FOLDER = 80  # the kernel takes 107 letters for the whole path
SUPERUSER = "odoo"
ALWAYS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "jit": "off",
    # No value of a row reaches the log: a refused INSERT would be written down with a national ID in it. Odoo's own
    # log tells of the error, masked.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}
# for databases that can be made again: nothing waits for the disk
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "30min",
}


def socket_folder(folder):
    wanted = folder / "sock"
    if len(str(wanted)) <= LONGEST_SOCKET_FOLDER:
        return wanted
    return pathlib.Path("/tmp") / f"otop-{os.geteuid()}-{digest(folder)}"


def runs_on(pid, data):
    """Whether this process is a living PostgreSQL server on this data folder, and not another program
    that was given the number since."""
    process = pathlib.Path("/proc") / str(pid)
    try:
        words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
        dead = ") Z" in (process / "stat").read_text()
    except OSError:
        return False
    return not dead and str(data) in words


def orphans(data):
    """Processes of a server on this data folder; they work in it. After a `kill -9` of the server itself they live on
    until they look up, and until then a new server would write beside them."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            stat = (process / "stat").read_text()
            if os.readlink(process / "cwd") == str(data) and "(postgres)" in stat and ") Z" not in stat:
                found.append(int(process.name))
        except OSError:
            continue  # it ended, or is not ours to look at
    return found


def put_away_orphans(data, patience=3):
    """They end by themselves within a moment; one that computes is told to, and one that is deaf is killed."""
    for signum in (None, signal.SIGQUIT, signal.SIGKILL):
        for pid in orphans(data) if signum else ():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signum)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not orphans(data):
                return
            time.sleep(0.05)
    raise Failure(f"processes of an earlier PostgreSQL do not end: {orphans(data)}")


def put_away_stale_pid(data, patience=60):
    """A server that is still stopping is waited for; the leftover of one that was killed is removed, once nothing of
    it works on the data any more."""
    file = data / "postmaster.pid"
    deadline = time.monotonic() + patience
    while file.exists():
        try:
            pid = int(file.read_text().split()[0])
        except (OSError, IndexError, ValueError):
            pid = 0
        if not runs_on(pid, data):
            put_away_orphans(data)
            file.unlink(missing_ok=True)
            return
        if time.monotonic() > deadline:
            raise Failure(f"another PostgreSQL (process {pid}) runs on {data} and does not stop")
        time.sleep(0.1)


class Postgres(Cluster):
    def __init__(self, places, name, **settings):
        self.home = places.home / name
        self.settings = settings
        self.wrap = pguser.wrap_here()
        self.folder, self.programs = pguser.reachable_folders(self.wrap, self.home, places.postgres_programs)
        self.data = self.folder / "pg"
        self.socket = socket_folder(self.folder)
        self.process = None

    @property
    def environment(self):
        """What PostgreSQL's client programs, and those who call them, need to find the server."""
        return {"PGHOST": str(self.socket), "PGPORT": "5432", "PGUSER": SUPERUSER}

    # ------------------------------------------------------------------ life

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_exception):
        self.stop()

    def start(self):
        """Also after a server that was killed: what it left is put away first."""
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        put_away_stale_pid(self.data)
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.socket / name).unlink(missing_ok=True)
        self.socket.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._give_to_stand_in(self.socket)
        options = {**ALWAYS, **self.settings, "unix_socket_directories": self.socket}
        with appended(self.log) as output:
            self.process = start(
                *self.wrap,
                self.programs / "postgres",
                "-D",
                self.data,
                *(f"-c{key}={value}" for key, value in options.items()),
                death_signal=signal.SIGINT,
                stdout=output,
                stderr=output,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def stop(self):
        stop(self.process, signal.SIGINT, patience=60)  # SIGINT: PostgreSQL's fast and clean stop

    def _initialise(self):
        closed_folder(self.home)
        shutil.rmtree(self.data, ignore_errors=True)
        new = self.folder / "pg.new"
        shutil.rmtree(new, ignore_errors=True)
        # collation C is what Odoo asks for in any case; the character type is what finds Thai letters in a search
        run(
            *self.wrap,
            self.programs / "initdb",
            "-D",
            new,
            "-U",
            SUPERUSER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--lc-collate=C",
            "--lc-ctype=C.UTF-8",
            "--no-instructions",
        )
        new.rename(self.data)

    def _give_to_stand_in(self, folder):
        if self.wrap[:1] == ["setpriv"]:
            user = pwd.getpwnam(pguser.STAND_IN)
            os.chown(folder, user.pw_uid, user.pw_gid)

    @property
    def log(self):
        return self.home / "postgres.log"

    def _wait_until_ready(self):
        while not self.answers():
            if self.process.poll() is not None:
                last = "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
                raise Failure(f"PostgreSQL did not start; the end of {self.log}:\n{last}")
            time.sleep(0.05)

    def answers(self):
        return works(self.programs / "pg_isready", "-q", env={**os.environ, **self.environment})
