"""A step is done once a key, and again after it was cut off."""

import contextlib

import pytest
from otop_cli.steps import step


@pytest.fixture
def target(tmp_path):
    return tmp_path / "made"


def do(home, target, key):
    with step(home, "thing", key, target) as todo:
        if todo:
            target.touch()
        return todo


def test_once_for_each_key(tmp_path, target):
    assert do(tmp_path, target, "one")
    assert not do(tmp_path, target, "one")
    assert do(tmp_path, target, "two")


def test_again_when_the_result_is_gone(tmp_path, target):
    do(tmp_path, target, "one")
    target.unlink()
    assert do(tmp_path, target, "one")


def test_again_after_it_was_cut_off(tmp_path, target):
    do(tmp_path, target, "one")
    with contextlib.suppress(KeyboardInterrupt), step(tmp_path, "thing", "two", target):
        raise KeyboardInterrupt
    assert do(tmp_path, target, "two")
