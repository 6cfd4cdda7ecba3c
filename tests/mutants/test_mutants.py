"""The list of mutants is in step with the source: each guard stands where the list says, and its test is there."""

import pathlib

import pytest

from .mutants import MUTANTS

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_guard_and_test_are_there(mutant):
    source = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert mutant.applied(source) != source
    tests = "".join((ROOT / name).read_text(encoding="utf-8") for name in mutant.test.split())
    for part in mutant.only.split(" or "):
        assert f"def {part}" in tests, f"{mutant.test} has no {part}"


def test_no_guard_is_forgotten_by_number():
    assert len(MUTANTS) >= 60
