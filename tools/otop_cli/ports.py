"""Ports of this machine."""

import socket
import time
import urllib.error
import urllib.request

from .console import Failure


def refuse_taken(port):
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise Failure(f"port {port} is taken by another program: stop it, or choose another one with --port")


def wait_until_answers(address, process, patience=300):
    """Until the server gives its first good answer; fails when it ends before that."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Failure(f"Odoo ended by itself ({process.returncode})")
        try:
            with urllib.request.urlopen(address, timeout=30):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise Failure(f"Odoo did not answer on {address}")
