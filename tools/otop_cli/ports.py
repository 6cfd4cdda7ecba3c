"""Ports of this machine."""

import socket
import time
import urllib.error
import urllib.request

from .console import Failure

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # whatever proxy leads to the world
HEALTH = "/web/health?db_server_status=1"  # without the argument it says "pass" also when there is no database


def refuse_taken(port):
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise Failure(f"port {port} is taken by another program: stop it, or choose another one with --port")


def answers(address, path, patience=30):
    try:
        with DIRECT.open(f"{address}{path}", timeout=patience) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def wait_until_serves(address, process, patience=300, alive=lambda: True):
    """Whether the server comes to serve, with its database, before it ends, the database ends, or time is over."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and process.poll() is None and alive():
        if answers(address, HEALTH):
            return True
        time.sleep(0.1)
    return False
