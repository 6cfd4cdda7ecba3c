"""What serves is kept serving: a real Odoo (without a database of its own) on a real PostgreSQL, killed in every way."""

import itertools
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest
from otop_cli import ports, supervisor
from otop_cli.commands import up
from otop_cli.console import Failure
from otop_cli.door import Door
from otop_cli.places import REPO, Places
from otop_cli.processes import start

LAUNCHER = """
import pathlib, sys
sys.path.insert(0, sys.argv[1])
from otop_cli import main, postgres
from otop_cli.commands import up
from otop_cli.odoo import Odoo
from otop_cli.places import Places

class Launch:
    TAKES_REST = True
    __doc__ = "test"
    @staticmethod
    def options(parser): pass
    @staticmethod
    def command(here, options):
        home, port = pathlib.Path(options.rest[0]), int(options.rest[1])
        up.has_login = lambda *_: False
        places = Places(here.repo, home, here.cache)
        with postgres.Postgres(places, "run", **postgres.THROW_AWAY) as server:
            more = dict(db_name="", dbfilter="^none$", http_port=port)
            up.serve(Odoo(places, server, "none", "up", **more), port)

main.COMMANDS["launch"] = Launch
sys.exit(main.main(["launch", *sys.argv[2:]]))
"""
PATIENCE = 60  # seconds; on a machine with nothing else to do it serves again within 15


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Launched:
    def __init__(self, home):
        self.home, self.port = home, free_port()
        (home / "venv").symlink_to(Places.from_environment().venv)
        self.words = [sys.executable, "-c", LAUNCHER, str(REPO / "tools"), str(home), str(self.port)]
        self.screen, self.read = home / "screen", 0
        with open(self.screen, "w") as screen:
            self.process = subprocess.Popen(self.words, stderr=screen, stdout=subprocess.DEVNULL)
        self.wait_for("ready", 60)

    def wait_for(self, pattern, patience=PATIENCE):
        """The first line since the last one that matches."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            lines = self.screen.read_text().splitlines()
            for number, line in enumerate(lines[self.read :], self.read):
                if re.search(pattern, line):
                    self.read = number + 1
                    return
            time.sleep(0.05)
        raise AssertionError(f"{pattern} was not said within {patience} s, but:\n{lines[self.read :]}")

    @property
    def odoo(self):
        return int((self.home / "run/odoo.starts").read_text().split()[-1])

    @property
    def database(self):
        return int((self.home / "run/pg/postmaster.pid").read_text().split()[0])

    def serves(self):
        return ports.answers(f"http://127.0.0.1:{self.port}", ports.HEALTH)


def is_alive(pid):
    try:
        return ") Z" not in pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.fixture(scope="module")
def launched(tmp_path_factory):
    launched = Launched(tmp_path_factory.mktemp("up"))
    yield launched
    if launched.process.poll() is None:
        launched.process.terminate()
        launched.process.wait(60)


def test_a_killed_server_is_started_again(launched):
    os.kill(launched.odoo, signal.SIGKILL)
    launched.wait_for("Odoo ended with SIGKILL: starting Odoo again")
    launched.wait_for("serving again")
    assert launched.serves()


def test_a_killed_database_is_started_again_and_odoo_after_it(launched):
    odoo, database = launched.odoo, launched.database
    os.kill(database, signal.SIGKILL)
    launched.wait_for("PostgreSQL ended with SIGKILL: starting it and Odoo again")
    launched.wait_for("serving again")
    assert launched.serves()
    assert not is_alive(odoo)  # its jobs would wait on dead connections for ever
    assert launched.database != database


def test_a_server_that_is_told_to_reload_does(launched):
    odoo = launched.odoo
    os.kill(odoo, signal.SIGHUP)
    launched.wait_for(r"Odoo starts itself again: it was told to \(SIGHUP\)")
    launched.wait_for("serving again")
    assert launched.serves()
    assert is_alive(odoo)  # it is the same process


def test_a_database_that_lost_a_process_gets_a_new_odoo(launched):
    backend = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(launched.database)], capture_output=True, text=True, check=True
    )
    pid = next(int(line.split()[0]) for line in backend.stdout.splitlines() if "odoo postgres" in line)
    os.kill(pid, signal.SIGKILL)
    launched.wait_for("PostgreSQL lost one of its processes")
    launched.wait_for("serving again")
    assert launched.serves()


def test_logs_and_configuration_are_closed_to_others(launched):
    for name in ("run/odoo.log", "run/postgres.log", "run/none.up.conf"):
        assert (launched.home / name).stat().st_mode & 0o077 == 0, name


def test_being_told_to_stop_ends_everything(launched):
    """The last one of this launcher."""
    odoo, database = launched.odoo, launched.database
    launched.process.send_signal(signal.SIGTERM)
    assert launched.process.wait(30) == 128 + signal.SIGTERM
    assert not is_alive(odoo)
    assert not is_alive(database)
    assert not (launched.home / "run/pg/postmaster.pid").exists()


def test_what_a_killed_server_had_started_ends_with_it(tmp_path, monkeypatch):
    """Workers would hold the port that the next server needs."""
    monkeypatch.setattr(supervisor, "say", lambda _text: None)
    server = start("sh", "-c", "sleep 300 & echo $!; wait", stdout=subprocess.PIPE, text=True)
    worker = int(server.stdout.readline())
    server.kill()
    server.wait()
    server.stdout.close()
    assert is_alive(worker)
    made = supervisor.Supervisor(Database(tmp_path / "a"), None, "", tmp_path / "b", tmp_path / "c")
    made.server = server
    made._stop_server()
    deadline = time.monotonic() + 10
    while is_alive(worker):
        assert time.monotonic() < deadline
        time.sleep(0.02)


# ---------------------------------------------------------------- failures in a row


class Database:
    class process:
        returncode = None

        @staticmethod
        def poll():
            return None

    def __init__(self, log):
        self.log = log

    def answers(self):
        return True


@pytest.fixture
def failing(tmp_path, monkeypatch):
    """A supervisor whose server ends at once; and what it says."""
    said = []
    log = tmp_path / "odoo.log"
    monkeypatch.setattr(supervisor, "say", said.append)

    def start_server():
        log.write_text("no space left\n")
        return subprocess.Popen(["sh", "-c", "exit 3"])

    made = supervisor.Supervisor(
        Database(tmp_path / "postgres.log"), start_server, "http://127.0.0.1:1", log, tmp_path / "starts"
    )
    return made, said


def test_a_first_server_that_never_serves_is_given_up_with_the_end_of_its_log(failing, monkeypatch):
    made, said = failing
    monkeypatch.setattr(supervisor, "pause", lambda _failures: 0)
    with pytest.raises(Failure, match=r"ended by itself \(3\), 3 times; the end of .*\nno space left"):
        made.run(lambda: None)
    assert len([line for line in said if "trying again" in line]) == 2


def test_one_that_has_served_is_tried_for_ever_and_less_and_less_often(failing, monkeypatch):
    made, said = failing
    made.served = True
    asked = []

    def pause(failures):
        asked.append(failures)
        if failures == 7:
            raise KeyboardInterrupt
        return 0

    monkeypatch.setattr(supervisor, "pause", pause)
    with pytest.raises(KeyboardInterrupt):
        made.run(lambda: None)
    assert len([line for line in said if "no space left" in line]) == 2  # after the third and the sixth


def test_pauses_double_up_to_a_minute():
    found = [supervisor.pause(failures) for failures in range(10)]
    assert found == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]


# ---------------------------------------------------------------- workers


def test_workers_lie_behind_the_port_that_people_use():
    options = up.server_options(8069, 2)
    assert options == {"http_port": 8070, "gevent_port": 8072, "workers": 2, "max_cron_threads": 1}
    assert up.server_options(8069, 0) == {"http_port": 8069}


def answering(word):
    """A server that answers each connection with one word and what it was asked first."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        for _number in itertools.count():
            try:
                peer, _address = server.accept()
            except OSError:
                return
            with peer:
                peer.sendall(word + b" " + peer.recv(1000).split(b"\r\n")[0])

    threading.Thread(target=serve, daemon=True).start()
    return server


def asked(port, path):
    with socket.create_connection(("127.0.0.1", port)) as peer:
        peer.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        return b"".join(iter(lambda: peer.recv(1000), b""))


def test_one_address_leads_to_the_pages_and_to_the_long_lived_connections():
    port = free_port()
    with (
        answering(b"pages") as pages,
        answering(b"long") as long,
        Door(port, pages.getsockname()[1], long.getsockname()[1]),
    ):
        assert asked(port, b"/odoo?a=/websocket") == b"pages GET /odoo?a=/websocket HTTP/1.1"
        assert asked(port, b"/websocket?version=19") == b"long GET /websocket?version=19 HTTP/1.1"


def slow(seconds, most):
    """A server that takes its time; `most` keeps how many were with it at once."""
    server, inside = socket.create_server(("127.0.0.1", 0)), []

    def answer(peer):
        with peer:
            peer.recv(1000)
            inside.append(peer)
            most.append(len(inside))
            time.sleep(seconds)
            inside.remove(peer)
            peer.sendall(b"done")

    def serve():
        while True:
            try:
                peer, _address = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(peer,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    return server


@pytest.mark.parametrize(
    ("path", "at_once"),
    [
        (b"/report/pdf/otop_centre.report_otop_intake/7", 1),
        (b"/th/report/pdf/otop_centre.report_otop_intake/7", 1),
        (b"/report/download", 1),
        (b"/web/dataset/call_button/otop.settlement/action_print_statement", 1),
        (b"/web/dataset/call_kw/pos.order/sync_from_ui", 4),
    ],
)
def test_who_prints_waits_so_that_a_worker_is_left_for_who_sells(path, at_once):
    port, most = free_port(), []
    with slow(0.3, most) as pages, Door(port, pages.getsockname()[1], free_port(), workers=2):
        visits = [threading.Thread(target=asked, args=(port, path)) for _number in range(4)]
        for visit in visits:
            visit.start()
        for visit in visits:
            visit.join()
    assert max(most) == at_once
    assert len(most) == 4


def test_a_door_without_anybody_behind_says_so():
    port = free_port()
    with Door(port, free_port(), free_port()):
        assert b"502 Bad Gateway" in asked(port, b"/odoo")
