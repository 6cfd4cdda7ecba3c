"""Programs that the launcher starts, none of which may outlive it."""

import contextlib
import ctypes
import os
import pathlib
import signal
import subprocess
import time

from .console import Failure

PR_SET_PDEATHSIG = 1


def die_with_parent(signum=signal.SIGTERM):
    """For `preexec_fn`: the kernel sends the child this signal when the launcher dies, also from a kill -9."""
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def prepare():
        libc.prctl(PR_SET_PDEATHSIG, signum)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return prepare


def start(*command, death_signal=signal.SIGTERM, own_session=True, **options):
    """A child in a session of its own, so that Ctrl-C reaches the launcher alone and it stops them in order.
    A child that a person types into stays in the terminal's session."""
    return subprocess.Popen(
        [str(part) for part in command],
        start_new_session=own_session,
        preexec_fn=die_with_parent(death_signal),
        **options,
    )


def stop(process, signum=signal.SIGTERM, patience=20):
    """Ends a child and waits for it; a deaf one is killed."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signum)
    try:
        return process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def put_away(leader, word, patience=5):
    """Ends what a killed launcher left of the session that `leader` led, as `start` makes one: the leader may have
    ended before its workers. A number that another program was given since has not `word` on its command line."""
    deadline = time.monotonic() + patience
    while (left := _left(leader, word)) and time.monotonic() < deadline:
        for pid in left:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)


def _left(leader, word):
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended, or is not ours to look at
            words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
            if str(word) in words and os.getsid(int(process.name)) == leader:
                found.append(int(process.name))
    return found


def run(*command, **options):
    """Runs a program to its end; a failure is told with what the program itself said last."""
    text_input = options.pop("input", None)
    options.setdefault("stdin", subprocess.DEVNULL if text_input is None else subprocess.PIPE)
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.PIPE)
    options.setdefault("text", True)
    process = start(*command, **options)
    try:
        out, err = process.communicate(text_input)
    except BaseException:
        stop(process)
        raise
    if process.returncode:
        said = "\n".join(filter(None, (out, err)))[-3000:].strip()
        raise Failure(f"failed ({process.returncode}): {' '.join(map(str, command))[:300]}\n{said}".rstrip())
    return (out or "").strip()


def works(*command, **options):
    """Whether a program can be run at all: used to ask a machine what it has."""
    try:
        return (
            subprocess.run([str(part) for part in command], capture_output=True, timeout=60, **options).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
