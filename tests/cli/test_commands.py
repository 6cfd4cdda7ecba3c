"""The commands as a user types them, as far as they go without a set-up."""

import os
import socket
import subprocess
import sys

import pytest
from otop_cli.places import REPO


@pytest.fixture
def otop(tmp_path):
    def run(*arguments, **more):
        environment = {**os.environ, "OTOP_HOME": str(tmp_path), "OTOP_CACHE": str(tmp_path / "cache"), **more}
        return subprocess.run(
            [sys.executable, str(REPO / "otop"), *arguments], capture_output=True, text=True, env=environment
        )

    return run


def test_help_names_the_two_commands(otop):
    result = otop("--help")
    assert result.returncode == 0
    assert " up " in result.stdout
    assert " test " in result.stdout


def test_an_unknown_word_is_refused(otop):
    assert otop("up", "--colour").returncode == 2
    assert otop("fly").returncode == 2


def test_a_taken_port_stops_up_at_once(otop):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        result = otop("up", "--port", str(port))
    assert result.returncode == 1
    assert (
        result.stderr == f"otop: port {port} is taken by another program: stop it, or choose another one with --port\n"
    )


def test_a_second_up_is_told_of_the_first(otop, tmp_path):
    from otop_cli.runlock import lock

    with lock(tmp_path / "run/.lock", busy="busy"):
        result = otop("up")
    assert result.returncode == 1
    assert f"another ./otop (process {os.getpid()}) is serving from this folder" in result.stderr


@pytest.mark.parametrize("arguments", [("dump",), ("load",), ("drop", "file.zip")])
def test_db_says_what_it_wants(otop, arguments):
    result = otop("db", *arguments)
    assert result.returncode == 1
    assert "./otop db dump FILE.zip" in result.stderr


def test_ci_runs_exactly_the_test_command():
    lines = (REPO / ".ci/run").read_text().splitlines()
    assert [line for line in lines if line and line[0] != "#"] == ['cd "$(dirname "$0")/.." && exec ./otop test']
    assert os.access(REPO / ".ci/run", os.X_OK)


def test_no_machine_or_mirror_is_named_in_the_launcher():
    files = [REPO / "otop", *(REPO / "tools").rglob("*.py"), *(REPO / "docker").rglob("*")]
    for file in filter(lambda path: path.is_file(), files):
        text = file.read_text()
        for word in ("deb." + "debian.org", "pypi" + ".org", "files." + "pythonhosted", "registry." + "npmjs"):
            assert word not in text, f"{file} names {word}"
