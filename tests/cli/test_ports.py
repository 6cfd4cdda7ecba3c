"""A taken port is told before anything is set up."""

import socket

import pytest
from otop_cli import ports
from otop_cli.console import Failure


@pytest.fixture
def listener():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_the_remedy(listener):
    with pytest.raises(Failure, match=rf"port {listener} is taken.*--port"):
        ports.refuse_taken(listener)


def test_a_free_port_is_fine(listener):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    ports.refuse_taken(free)


class Process:
    def __init__(self, code=None):
        self.code = code

    def poll(self):
        return self.code


def test_a_server_that_ended_is_not_waited_for():
    assert not ports.wait_until_serves("http://127.0.0.1:1", Process(7))


def test_a_server_without_its_database_is_not_waited_for():
    assert not ports.wait_until_serves("http://127.0.0.1:1", Process(), alive=lambda: False)


def test_a_server_that_never_answers_is_given_up(listener):
    assert not ports.wait_until_serves("http://127.0.0.1:1", Process(), patience=0.3)
