"""CONTRIBUTING.md leads into the house: each path that it names is there, and each room is named."""

import re

import pytest

from .test_docs import REPO, read

PAGE = read("CONTRIBUTING.md")
# What looks like a path: it begins with a folder or file of the repository. A star stands for any name.
ROOTS = ("otop_centre", "tests", "tools", "docs", "docker", "requirements")
NAMED = sorted(
    name
    for name in set(re.findall(r"`([\w.*/-]+)`", PAGE))
    if name.startswith(ROOTS) and ("/" in name or "." in name) and not name.startswith("otop.")
)


def test_paths_are_found():
    assert len(NAMED) > 60


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_is_there(name):
    assert list(REPO.glob(name.rstrip("/"))), f"CONTRIBUTING.md names {name}"


def test_every_room_is_named_in_the_order_of_the_flow():
    rooms = re.findall(r"from \. import (\w+)", read("otop_centre/models/__init__.py"))
    assert re.findall(r"^\| `otop_centre/models/(\w+)/` \|", PAGE, re.MULTILINE) == rooms


def test_how_to_add_says_where():
    """Each thing that a developer adds has its paragraph, with files to open."""
    part = PAGE.partition("## How to add …")[2].partition("\n## ")[0]
    paragraphs = dict(re.findall(r"^\*\*(.+?)\.\*\* (.+)$", part, re.MULTILINE))
    assert list(paragraphs) == [
        "A kind of entry",
        "A paper",
        "A role",
        "A channel",
        "An integrity rule",
        "A document",
        "A dated fact",
    ]
    for name, text in paragraphs.items():
        assert len([path for path in NAMED if f"`{path}`" in text]) >= 3, f"{name}: name the files"
