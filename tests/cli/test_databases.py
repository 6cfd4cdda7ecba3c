"""What the databases are made of."""

import pytest
from otop_cli import databases, odoo
from otop_cli.commands import test as test_command
from otop_cli.commands import up
from otop_cli.places import REPO, Places


@pytest.fixture
def places(tmp_path):
    for name, depends in {"otop_a": ["account", "stock"], "otop_b": ["otop_a", "stock", "point_of_sale"]}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__manifest__.py").write_text(repr({"name": name, "depends": depends}))
    return Places(repo=tmp_path, home=tmp_path / ".odoo", cache=tmp_path / "cache")


def test_the_base_holds_what_the_manifests_name_and_is_not_ours(places):
    assert databases.external_dependencies(places) == ["account", "point_of_sale", "stock"]


def test_the_folder_can_be_moved_by_the_environment(tmp_path):
    places = Places.from_environment({"OTOP_HOME": str(tmp_path / "h"), "OTOP_CACHE": str(tmp_path / "c")})
    assert (places.home, places.cache, places.repo) == (tmp_path / "h", tmp_path / "c", REPO)
    assert Places.from_environment({}).home == REPO / ".odoo"


def test_the_configuration_file():
    text = odoo.configuration_text({"list_db": False, "db_name": "otop"})
    assert text == "[options]\ndb_name = otop\nlist_db = False\n"


@pytest.mark.parametrize(
    ("arguments", "plain"),
    [
        (["tests/cli"], True),
        (["tests/cli/test_databases.py::test_the_configuration_file", "-x"], True),
        (["tests"], False),
        (["otop_centre"], False),
        (["tests/cli", "otop_centre"], False),
        (["-k", "tour"], False),
        ([], False),
    ],
)
def test_tests_without_odoo_do_not_wait_for_its_database(arguments, plain):
    assert test_command.only_plain(Places.from_environment({}), arguments) is plain


def test_the_welcome_names_the_addresses_and_one_log_in_a_role():
    text = up.welcome("http://127.0.0.1:8069", demo=True)
    assert "http://127.0.0.1:8069/odoo" in text
    assert "http://127.0.0.1:8069/pos/ui" in text
    for login in ("admin", "manager", "clerk", "cashier", "finance", "auditor", "cdd"):
        assert text.count(f"\n  {login} ") == 1, login


def test_without_demo_data_only_the_administrator_is_named():
    assert "cashier" not in up.welcome("http://127.0.0.1:8069", demo=False)


class Recorder:
    """Stands in for PostgreSQL and Odoo, and writes down what is installed and updated."""

    def __init__(self, home, names=()):
        self.home, self.existing, self.calls = home, set(names), []

    def has(self, name):
        return name in self.existing

    def names(self):
        return sorted(self.existing)

    def filestore(self, name):
        return self.home / name

    def install(self, modules, *_options, update=()):
        self.calls.append((modules, list(update)))
        return []


@pytest.fixture
def live(places, monkeypatch):
    (places.repo / "odoo.lock.json").write_text("{}")
    monkeypatch.setattr(databases.virtualenv, "key", lambda _places: "venv")
    places.home.mkdir()
    recorder = Recorder(places.home, ["otop"])
    live = databases.Live(places, recorder, "up")
    monkeypatch.setattr(live, "odoo", lambda _database=None: recorder)
    live.ensure()
    recorder.calls.clear()
    return live


def test_nothing_is_updated_when_nothing_changed(live):
    live.ensure()
    assert live.postgres.calls == []


def test_a_change_of_ours_updates_ours(live):
    (live.places.repo / "otop_a/models.py").write_text("changed")
    live.ensure()
    assert live.postgres.calls == [(["otop_a", "otop_b"], ["otop_a", "otop_b"])]


def test_a_new_odoo_updates_everything(live):
    (live.places.repo / "odoo.lock.json").write_text('{"new": 1}')
    live.ensure()
    assert live.postgres.calls == [(["otop_a", "otop_b"], ["base"])]


def test_a_loaded_dump_is_updated_whatever_it_holds(live):
    live.forget_version()
    live.ensure()
    assert live.postgres.calls == [(["otop_a", "otop_b"], ["base"])]


def test_an_update_that_fails_is_tried_again(live, monkeypatch):
    (live.places.repo / "otop_a/models.py").write_text("changed")

    def fail(*_modules, **_options):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(live.postgres, "install", fail)
        with pytest.raises(RuntimeError):
            live.ensure()
    live.ensure()
    assert len(live.postgres.calls) == 1
