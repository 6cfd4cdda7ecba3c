"""Two launchers on one folder: the second waits or is told, and a dead holder holds nothing."""

import os
import subprocess
import sys

import pytest
from otop_cli.console import Failure
from otop_cli.places import REPO
from otop_cli.runlock import is_locked, lock

HOLDER = """
import pathlib, sys, time
sys.path.insert(0, sys.argv[1])
from otop_cli.runlock import lock
with lock(pathlib.Path(sys.argv[2]), busy="busy"):
    print("held", flush=True)
    time.sleep(300)
"""


@pytest.fixture
def holder(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(REPO / "tools"), str(tmp_path / "run/.lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_is_told_who_holds_it(tmp_path, holder):
    with (
        pytest.raises(Failure, match=f"process {holder.pid} is serving"),
        lock(tmp_path / "run/.lock", busy="process {pid} is serving"),
    ):
        raise AssertionError("two holders")


def test_the_lock_of_a_killed_holder_is_free(tmp_path, holder):
    assert is_locked(tmp_path / "run/.lock")
    holder.kill()
    holder.wait()
    assert not is_locked(tmp_path / "run/.lock")
    with lock(tmp_path / "run/.lock", busy="busy"):
        assert (tmp_path / "run/.lock").read_text() == str(os.getpid())


def test_a_lock_nobody_ever_took_is_free(tmp_path):
    assert not is_locked(tmp_path / ".lock")
