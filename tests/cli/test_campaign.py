"""What the campaign sees: a ticket lost, one that is there twice, and what the till holds still."""

import pytest
from otop_cli.campaign import shop
from otop_cli.campaign.launched import children
from otop_cli.processes import start, stop


class Manager:
    """The centre's integrity check, with these findings."""

    def __init__(self, *findings):
        self.findings = findings

    def call(self, *_words):
        return {"res_id": 7}

    def search(self, _model, domain, _fields):
        assert domain == [["check_id", "=", 7]]
        return [{"name": finding} for finding in self.findings]


class Till:
    name = "front"

    def __init__(self, taken=(), waiting=()):
        self.taken, self.waiting = list(taken), dict.fromkeys(waiting)


def made(till, rows, *findings):
    one = shop.Shop.__new__(shop.Shop)
    one.tills, one.manager, one.sql = [till], Manager(*findings), lambda _text: rows
    return one


@pytest.mark.parametrize(
    ("till", "rows", "finding"),
    [
        (Till(["a", "b"]), "a|1|1", "ticket b is lost"),
        (Till(["a"]), "a|2|2", "ticket a is there 2 times, with 2 entries of the ledger"),
        (Till(["a"]), "a|1|0", "ticket a is there 1 times, with 0 entries of the ledger"),
        (Till(["a"], ["b"]), "a|1|1", "1 tickets of front are not taken"),
    ],
)
def test_what_is_wrong_is_said(till, rows, finding):
    assert made(till, rows).problems() == [finding]


def test_all_well_is_nothing_and_the_books_are_asked_too():
    assert made(Till(["a"]), "a|1|1\nanother|1|3").problems() == []
    assert made(Till(["a"]), "a|1|1", "ST70-1: 5.00 too much").problems() == ["integrity: ST70-1: 5.00 too much"]


def test_the_workers_of_a_server_are_its_children():
    parent = start("sh", "-c", "sleep 300 & sleep 300 & wait")
    try:
        while len(found := children(parent.pid)) < 2:
            pass
        assert len(set(found)) == 2
    finally:
        stop(parent)
