"""Children never outlive the launcher, and a failure is told with what the program said."""

import os
import pathlib
import signal
import subprocess
import sys
import time

import pytest
from otop_cli.console import Failure
from otop_cli.places import REPO
from otop_cli.processes import put_away, run, start, stop

PARENT = """
import sys, time
sys.path.insert(0, sys.argv[1])
from otop_cli.processes import start
print(start("sleep", "300").pid, flush=True)
time.sleep(300)
"""


def is_alive(pid):
    try:
        return ") Z" not in pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def wait_for(condition, patience=20):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_a_killed_launcher_takes_its_children_along():
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(REPO / "tools")], stdout=subprocess.PIPE, text=True)
    with parent:
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.send_signal(signal.SIGKILL)
    wait_for(lambda: not is_alive(child))


def test_a_child_has_a_session_of_its_own_so_that_ctrl_c_does_not_reach_it():
    child = start("sleep", "300")
    try:
        assert os.getsid(child.pid) == child.pid != os.getsid(0)
    finally:
        assert stop(child) == -signal.SIGTERM


def test_a_deaf_child_is_killed():
    child = start(
        sys.executable,
        "-c",
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(300)",
        stdout=subprocess.PIPE,
    )
    with child:
        child.stdout.readline()
        assert stop(child, patience=0.2) == -signal.SIGKILL


def test_a_failure_names_the_command_and_what_it_said():
    with pytest.raises(Failure, match=r"failed \(3\).*sh -c(?s:.*)no such goods"):
        run("sh", "-c", "echo no such goods >&2; exit 3")


def test_the_output_comes_back():
    assert run("cat", input="ฝากขาย\n") == "ฝากขาย"


def test_what_a_killed_launcher_left_is_put_away_also_when_its_leader_is_gone():
    """Its ports are needed; a number that another program was given since is left alone."""
    script = "import os, time; pid = os.fork(); pid and print(pid, flush=True); time.sleep(300)"
    left = start(sys.executable, "-c", script, "otop.conf", stdout=subprocess.PIPE, text=True)
    worker = int(left.stdout.readline())
    other = start("sleep", "300")
    try:
        put_away(other.pid, "otop.conf", patience=0.2)
        assert is_alive(other.pid)
        left.kill()
        left.wait()
        assert is_alive(worker)
        put_away(left.pid, "otop.conf")
        wait_for(lambda: not is_alive(worker))
    finally:
        for process in (left, other):
            stop(process, signal.SIGKILL)
        left.stdout.close()
