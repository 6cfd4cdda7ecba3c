"""A launcher of its own beside the user's: the same programs, other data."""

import os
import pathlib
import signal
import subprocess
import sys
import time

from .. import ports
from ..console import Failure
from ..files import closed_folder
from ..places import REPO

RUN = "campaign"  # the folder of its data
START = 900  # seconds that a first start may take


class Launched:
    def __init__(self, places, port, workers):
        self.home, self.port, self.workers = places.home / RUN, port, workers
        self.address = f"http://127.0.0.1:{port}"
        self.process, self.screen = None, self.home / "screen.log"
        closed_folder(self.home)
        self.environment = {**os.environ, "OTOP_RUN": RUN}

    def command(self, *words):
        """Another command of ours on the same data."""
        with open(self.screen, "a") as screen:
            return subprocess.Popen(
                [sys.executable, str(REPO / "otop"), *map(str, words)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=screen,
                stderr=screen,
                start_new_session=True,
            )

    def finish(self, *words):
        code = self.command(*words).wait()
        if code:
            raise Failure(f"./otop {' '.join(map(str, words))} failed ({code}): see {self.screen}")

    def start(self):
        self.process = self.command("up", "--port", self.port, "--workers", self.workers)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def wait(self, patience=START):
        """Seconds until it serves; a launcher that ends instead has failed."""
        begun = time.monotonic()
        while time.monotonic() - begun < patience:
            if ports.answers(self.address, ports.HEALTH, patience=5):
                return time.monotonic() - begun
            if self.process.poll() is not None:
                raise Failure(f"the launcher ended ({self.process.returncode}): see {self.screen}")
            time.sleep(0.1)
        raise Failure(f"it does not serve after {patience} s: see {self.screen}")

    # ------------------------------------------------------------------ whom to kill

    def pids(self, target):
        """The processes of that kind which live now."""
        if target == "launcher":
            return [self.process.pid]
        if target in ("Odoo", "worker"):
            return children(self._odoo()) if target == "worker" else [self._odoo()]
        postmaster = int((self.home / "pg/postmaster.pid").read_text().split()[0])
        return [postmaster] if target == "PostgreSQL" else children(postmaster)

    def _odoo(self):
        return int((self.home / "odoo.starts").read_text().split()[-1])

    def kill(self, target, random):
        """Ends one of them with SIGKILL; False where there is none yet."""
        try:
            os.kill(random.choice(self.pids(target)), signal.SIGKILL)
        except (OSError, IndexError, ValueError):
            return False
        if target == "launcher":
            self.process.wait()
        return True


def children(pid):
    task = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in task.read_text().split()]
