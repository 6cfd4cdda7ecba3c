"""A database is made again when, and only when, what it holds has changed."""

import pytest
from otop_cli.keys import addons_key, digest, files_key


@pytest.fixture
def repo(tmp_path):
    for name, text in {
        "shop/__manifest__.py": "{}",
        "shop/models/thing.py": "a = 1",
        "shop/static/src/app.js": "1;",
        "shop/tests/test_thing.py": "pass",
        "shop/README.rst": "Shop",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.parametrize("name", ["models/thing.py", "static/src/app.js", "__manifest__.py", "i18n/th.po"])
def test_a_change_of_what_is_installed_gives_a_new_key(repo, name):
    before = addons_key(repo, ["shop"])
    path = repo / "shop" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("changed")
    assert addons_key(repo, ["shop"]) != before


@pytest.mark.parametrize("name", ["tests/test_thing.py", "README.rst", "models/__pycache__/thing.cpython-311.pyc"])
def test_tests_papers_and_compiled_files_keep_the_key(repo, name):
    before = addons_key(repo, ["shop"])
    path = repo / "shop" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("changed")
    assert addons_key(repo, ["shop"]) == before


def test_a_renamed_file_gives_a_new_key(repo):
    before = addons_key(repo, ["shop"])
    (repo / "shop/models/thing.py").rename(repo / "shop/models/other.py")
    assert addons_key(repo, ["shop"]) != before


def test_tours_count_because_they_are_part_of_the_web_assets(repo):
    before = addons_key(repo, ["shop"])
    tour = repo / "shop/static/tests/tours/sell.js"
    tour.parent.mkdir(parents=True)
    tour.write_text("1;")
    assert addons_key(repo, ["shop"]) != before


def test_parts_do_not_run_into_each_other():
    assert digest("ab", "c") != digest("a", "bc")


def test_a_changed_lock_gives_a_new_key(tmp_path):
    file = tmp_path / "requirements.txt"
    file.write_text("a==1")
    before = files_key(file)
    file.write_text("a==2")
    assert files_key(file) != before
