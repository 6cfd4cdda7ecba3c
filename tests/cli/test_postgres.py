"""The database server: its leftovers, its socket, and what a kill -9 costs (nothing)."""

import os
import shutil
import signal
import subprocess
import sys

import pytest
from otop_cli import postgres
from otop_cli.console import Failure
from otop_cli.places import Places

DEAD = 3_999_999


@pytest.fixture
def places(tmp_path):
    """The programs of this set-up, the data in a new place."""
    here = Places.from_environment()
    (tmp_path / "venv").symlink_to(here.venv)
    return Places(repo=here.repo, home=tmp_path, cache=here.cache)


def leave(folder, pid):
    (folder / "postmaster.pid").write_text(f"{pid}\n{folder}\n")


def test_the_leftover_of_a_killed_server_is_put_away(tmp_path):
    leave(tmp_path, DEAD)
    postgres.put_away_stale_pid(tmp_path)
    assert not (tmp_path / "postmaster.pid").exists()


def test_a_number_that_another_program_has_now_is_a_leftover_too(tmp_path):
    leave(tmp_path, os.getpid())
    postgres.put_away_stale_pid(tmp_path)
    assert not (tmp_path / "postmaster.pid").exists()


def test_what_a_killed_server_left_at_work_is_ended_and_nobody_else(tmp_path):
    """Two writers on the same data would destroy them; a person's shell in that folder is none."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "data").mkdir()
    program = shutil.copy(shutil.which("sleep"), tmp_path / "bin/postgres")
    leave(tmp_path / "data", DEAD)
    with (
        subprocess.Popen([program, "300"], cwd=tmp_path / "data") as backend,
        subprocess.Popen(["sleep", "300"], cwd=tmp_path / "data") as other,
    ):
        try:
            postgres.put_away_stale_pid(tmp_path / "data")
            assert backend.wait(10) == -signal.SIGQUIT
            assert other.poll() is None
        finally:
            backend.kill()
            other.kill()
    assert not (tmp_path / "data/postmaster.pid").exists()


def test_an_unreadable_leftover_is_put_away(tmp_path):
    (tmp_path / "postmaster.pid").write_text("")
    postgres.put_away_stale_pid(tmp_path)
    assert not (tmp_path / "postmaster.pid").exists()


def test_a_living_server_is_never_started_twice(tmp_path):
    program = [sys.executable, "-c", "import time; print(1, flush=True); time.sleep(300)", "-D", str(tmp_path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as living:
        living.stdout.readline()
        leave(tmp_path, living.pid)
        with pytest.raises(Failure, match=str(living.pid)):
            postgres.put_away_stale_pid(tmp_path, patience=0)
        assert (tmp_path / "postmaster.pid").exists()
        living.kill()


def test_a_long_path_gets_a_short_socket(tmp_path):
    assert postgres.socket_folder(tmp_path.__class__("/a")) == tmp_path.__class__("/a/sock")
    long = tmp_path / ("x" * 90)
    assert len(str(postgres.socket_folder(long))) < 80
    assert postgres.socket_folder(long) != postgres.socket_folder(tmp_path / ("y" * 90))


def test_what_was_committed_survives_a_kill(places):
    with postgres.Postgres(places, "kill") as server:
        server.sql("CREATE TABLE goods (name text)")
        server.sql("INSERT INTO goods VALUES ('ผ้าไหม')")
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
    with postgres.Postgres(places, "kill") as server:
        assert server.sql("SELECT name FROM goods WHERE name ILIKE '%ไหม%'") == "ผ้าไหม"


def test_the_server_listens_on_no_port_and_only_its_owner_can_reach_it(places):
    with postgres.Postgres(places, "closed") as server:
        assert server.sql("SHOW listen_addresses") == ""
        assert server.socket.stat().st_mode & 0o077 == 0


def test_a_copy_shares_files_and_a_drop_removes_them(places):
    with postgres.Postgres(places, "copy", **postgres.THROW_AWAY) as server:
        server.client("createdb", "one")
        file = server.filestore("one") / "ab/abcdef"
        file.parent.mkdir(parents=True)
        file.write_text("x")
        server.copy("one", "two")
        assert (server.filestore("two") / "ab/abcdef").stat().st_ino == file.stat().st_ino
        server.rename("two", "three")
        assert sorted(server.names()) == ["one", "three"]
        server.drop("three")
        assert not server.filestore("three").exists()
        assert file.exists()
