"""What the launcher writes is for its owner alone, and is never seen half-written or changed without need."""

import os
import stat

import pytest
from otop_cli import pguser
from otop_cli.files import appended, closed_folder, written
from otop_cli.odoo import Odoo
from otop_cli.places import Places


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def an_open_machine():
    """A umask that would let everybody read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_text_is_closed_and_replaced_in_one_step(tmp_path):
    file = tmp_path / "a.conf"
    written(file, "one")
    reader = file.open()
    written(file, "two")
    assert mode(file) == 0o600
    assert (reader.read(), file.read_text()) == ("one", "two")
    assert os.listdir(tmp_path) == ["a.conf"]


def test_the_same_text_is_not_written_again(tmp_path):
    file = tmp_path / "printer"
    written(file, "same", 0o755)
    before = file.stat()
    written(file, "same", 0o755)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_an_old_log_that_all_could_read_is_closed(tmp_path):
    log = tmp_path / "odoo.log"
    log.write_text("before\n")
    log.chmod(0o644)
    with appended(log) as file:
        file.write("after\n")
    assert mode(log) == 0o600
    assert log.read_text() == "before\nafter\n"


def test_an_old_home_that_all_could_enter_is_closed(tmp_path):
    (tmp_path / "home").mkdir(mode=0o755)
    assert mode(closed_folder(tmp_path / "home")) == 0o700


class Server:
    """As much of PostgreSQL as a configuration file names."""

    socket, programs, environment = "/sock", "/programs", {}

    def __init__(self, home):
        self.home = home


@pytest.mark.parametrize("command", ["shell", "db"])
def test_a_command_beside_the_server_leaves_the_servers_configuration_alone(tmp_path, command):
    places, server = Places.from_environment(), Server(tmp_path)
    serving = Odoo(places, server, "otop", "up", http_port=8090)
    before = serving.file.read_text()
    beside = Odoo(places, server, "otop", command)
    assert "http_port = 8090" in before
    assert serving.file.read_text() == before
    assert "http_port" not in beside.file.read_text()
    assert mode(serving.file) == mode(beside.file) == 0o600


def test_what_odoo_writes_is_closed(tmp_path):
    """Attachments lie in the filestore under Odoo's own umask."""
    places = Places.from_environment()
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin/python"
    python.write_text('#!/bin/sh\numask > "$MASK"\n')
    python.chmod(0o755)
    fake = Places(repo=places.repo, home=tmp_path, cache=tmp_path)
    (tmp_path / "venv").symlink_to(tmp_path)
    Odoo(fake, Server(tmp_path), "otop").start(extra={"MASK": str(tmp_path / "mask")}).wait()
    assert (tmp_path / "mask").read_text().strip().endswith("077")


def test_a_copied_program_that_runs_is_not_written(tmp_path):
    (tmp_path / "postgres").write_text("x")
    pguser.copy_changed(tmp_path / "postgres", tmp_path / "copy")
    before = (tmp_path / "copy").stat().st_ctime_ns
    pguser.copy_changed(tmp_path / "postgres", tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_ctime_ns == before
