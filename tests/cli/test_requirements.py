"""The locks: every package has an exact version and sums, and no host is named."""

import re

import pytest
from otop_cli.places import REPO

LOCKS = ("requirements.txt", "requirements-oca.txt", "requirements-lint.txt")


def entries(name):
    """Each requirement with its continuation lines."""
    text = (REPO / name).read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_a_sum(name):
    found = entries(name)
    assert found
    for entry in found:
        assert re.match(r"[a-z0-9][a-z0-9-]*==[\w.]+", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("name", LOCKS)
def test_no_host_is_named(name):
    text = (REPO / name).read_text()
    assert "://" not in text
    assert "--index-url" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_wanted_is_locked(name):
    wanted = re.findall(r"^([A-Za-z0-9][\w.-]*)", (REPO / name).with_suffix(".in").read_text(), re.MULTILINE)
    locked = {re.match(r"[^=]+", entry)[0] for entry in entries(name)}
    assert {re.sub(r"[._]", "-", package.lower()) for package in wanted} <= locked
