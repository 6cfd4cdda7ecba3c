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
