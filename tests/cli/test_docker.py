"""The production set-up, as the real Docker Compose reads it, and the scripts of the image."""

import configparser
import fcntl
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest
from otop_cli import door, postgres, production
from otop_cli.backup import swap
from otop_cli.console import Failure
from otop_cli.databases import Live
from otop_cli.places import REPO, Places

from .test_backup import CENTRE

TOOLS = {"backup", "restore"}
COMPOSE = pathlib.Path(sys.executable).parent / "docker-compose"


@pytest.fixture(scope="module")
def compose():
    if sys.version_info < (3, 11):
        pytest.skip("the wheel with Docker Compose needs Python 3.11")
    result = subprocess.run(
        [
            COMPOSE,
            "-f",
            REPO / "docker-compose.yml",
            "--env-file",
            REPO / ".env.example",
            "--profile",
            "*",
            "config",
            "--format",
            "json",
        ],
        capture_output=True,
        text=True,
        cwd=REPO,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_every_lasting_service_has_a_health_check(compose):
    assert set(compose["services"]) == {"db", "init", "odoo", "proxy", *TOOLS}
    for name, service in compose["services"].items():
        assert ("healthcheck" in service) == (name not in ("init", *TOOLS)), name


def test_odoo_is_healthy_only_with_its_database(compose):
    """Odoo's page says `pass` also without one, unless it is asked."""
    assert "/web/health?db_server_status=1" in compose["services"]["odoo"]["healthcheck"]["test"][1]


def test_backup_and_restore_start_only_when_asked(compose):
    assert {name for name, service in compose["services"].items() if service.get("profiles")} == TOOLS


def test_images_are_pinned_to_one_version(compose):
    base = re.search(r"^FROM (\S+)$", (REPO / "docker/Dockerfile").read_text(), re.MULTILINE)[1]
    images = {service["image"] for service in compose["services"].values() if "build" not in service} | {base}
    assert len(images) == 3
    for image in images:
        assert re.search(r":\d+\.\d+", image), image


def test_the_database_is_the_one_that_the_tests_run_on(compose):
    here = subprocess.run(
        [Places.from_environment().postgres_programs / "postgres", "--version"], capture_output=True, text=True
    )
    assert compose["services"]["db"]["image"].split(":")[1].split(".")[0] == re.search(r"\d+", here.stdout)[0]


def test_logs_have_an_end(compose):
    for name, service in compose["services"].items():
        assert set(service["logging"]["options"]) == {"max-size", "max-file"}, name


def test_postgresql_logs_no_values_in_both_set_ups(compose):
    ours = {f"-c{name}={value}" for name, value in postgres.ALWAYS.items() if name.startswith("log_")}
    assert len(ours) == 4
    assert ours == set(compose["services"]["db"]["command"][1:])


def test_the_image_holds_what_its_set_up_needs():
    """And no more: what the build context leaves out cannot be copied."""
    rules = (REPO / ".dockerignore").read_text().split()
    for line in (REPO / "docker/Dockerfile").read_text().splitlines():
        if line.startswith("COPY"):
            for source in [word for word in line.split()[1:-1] if not word.startswith("--")]:
                assert (REPO / source).exists(), source
                parts = pathlib.PurePath(source)
                assert any(f"!{part}" in rules for part in (parts, *parts.parents)), source


def test_nothing_is_served_before_the_database_is_whole(compose):
    services = compose["services"]
    assert services["init"]["depends_on"]["db"]["condition"] == "service_healthy"
    assert services["odoo"]["depends_on"]["init"]["condition"] == "service_completed_successfully"
    assert services["proxy"]["depends_on"]["odoo"]["condition"] == "service_healthy"


def test_only_the_proxy_can_be_reached(compose):
    assert [name for name, service in compose["services"].items() if service.get("ports")] == ["proxy"]


def test_passwords_come_from_files_only(compose):
    assert set(compose["secrets"]) == {"postgres_password", "master_password", "admin_password"}
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name:
                assert name.endswith("_FILE"), name
                assert not value or value.startswith("/run/secrets/")


def test_the_administrators_first_password_is_seen_by_init_alone(compose):
    holders = {
        name
        for name, service in compose["services"].items()
        if any(secret["source"] == "admin_password" for secret in service.get("secrets", []))
    }
    assert holders == {"init"}


def test_data_lie_in_volumes(compose):
    assert set(compose["volumes"]) == {"db-data", "odoo-data", "proxy-data"}


def test_no_demo_data_reach_the_image():
    for file in ("docker-compose.yml", "docker/Dockerfile", "docker/init.sh", "docker/entrypoint.sh", ".dockerignore"):
        text = (REPO / file).read_text()
        assert "with-demo" not in text
        assert "tools/demo" not in text


def test_the_proxy_knows_the_websocket_and_hides_the_database_manager():
    text = (REPO / "docker/Caddyfile").read_text()
    assert "reverse_proxy /websocket odoo:8072" in text
    assert "path /web/database/*" in text


PRINTS = (
    "/report/pdf/otop_centre.report_otop_intake/7",
    "/th/report/pdf/otop_centre.report_otop_intake/7",
    "/report/download",
    "/web/dataset/call_button/otop.settlement/action_print_statement",
    "/web/dataset/call_button/otop.settlement/action_confirm",
)
SELLS = (
    "/web/dataset/call_kw/pos.order/sync_from_ui",
    "/web/dataset/call_kw/otop.settlement/web_search_read",
    "/report/barcode/EAN13/8850000000000",
    "/odoo",
)


def test_the_proxy_lets_papers_wait_as_the_door_of_the_launcher_does():
    text = (REPO / "docker/Caddyfile").read_text()
    [papers] = re.findall(r"@papers path_regexp (\S+)", text)
    for path in PRINTS:
        assert re.match(papers, path), path
        assert door.PAPERS.match(path.encode()), path
    for path in SELLS:
        assert not re.match(papers, path), path
        assert not door.PAPERS.match(path.encode()), path


# ---------------------------------------------------------------- the scripts of the image, without an image

SECRETS = {"OTOP_DB_PASSWORD": "db secret 100%", "OTOP_MASTER_PASSWORD": "master secret"}


@pytest.fixture
def image(tmp_path):
    """The folder of the image, and an `odoo` that writes down how it was called."""
    shutil.copytree(REPO / "docker", tmp_path / "otop")
    shutil.copy(REPO / "tools/otop_cli/scripts/company.py", tmp_path / "otop/scripts")
    (tmp_path / "bin").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "fake/otop_cli").mkdir(parents=True)
    (tmp_path / "fake/otop_cli/production.py").write_text(
        "import os, sys; open(os.environ['CALLS'], 'a').write(' '.join(['keep', *sys.argv[1:]]) + chr(10))"
    )
    odoo = tmp_path / "bin/odoo"
    odoo.write_text(
        '#!/bin/sh\necho "odoo $*" >> "$CALLS"\n'
        'case "$1" in shell) if grep -q "print(.installed" /dev/stdin; then printf "$STATE"; fi;; esac\n'
    )
    odoo.chmod(0o755)

    def run(*arguments, state="", **environment):
        calls = tmp_path / "calls"
        calls.unlink(missing_ok=True)
        result = subprocess.run(
            ["sh", tmp_path / "otop/entrypoint.sh", *arguments],
            capture_output=True,
            text=True,
            env={
                "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
                "OTOP_CONF": str(tmp_path / "odoo.conf"),
                "CALLS": str(calls),
                "STATE": state,
                "OTOP_DATA": str(tmp_path / "data"),
                "PYTHONPATH": str(tmp_path / "fake"),
                **environment,
            },
        )
        result.calls = calls.read_text().splitlines() if calls.exists() else []
        result.configuration = tmp_path / "odoo.conf"
        return result

    return run


@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_without_a_password_it_stops_and_says_which(image, missing):
    given = {name: value for name, value in SECRETS.items() if name != missing}
    result = image("odoo", **given)
    assert result.returncode == 1
    assert f"is missing: put it into {missing}" in result.stderr
    assert result.calls == []


def test_the_default_master_password_is_refused(image):
    result = image("odoo", **{**SECRETS, "OTOP_MASTER_PASSWORD": "admin"})
    assert result.returncode == 1
    assert "must not be the default one" in result.stderr


def test_the_configuration_is_closed_and_complete(image, tmp_path):
    (tmp_path / "password").write_text("from a file\n")
    result = image("odoo", **{**SECRETS, "OTOP_DB_PASSWORD": "", "OTOP_DB_PASSWORD_FILE": str(tmp_path / "password")})
    assert result.returncode == 0, result.stderr
    parser = configparser.RawConfigParser()
    parser.read(result.configuration)
    options = dict(parser["options"])
    assert options["list_db"] == "False"
    assert options["proxy_mode"] == "True"
    assert options["dbfilter"] == "^otop$"
    assert options["db_password"] == "from a file"
    assert options["admin_passwd"] == "master secret"
    assert int(options["workers"]) > 0
    assert options["gevent_port"] == "8072"
    assert result.configuration.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("password", ["", "admin", "elevenchars"])
def test_the_first_start_asks_for_the_administrators_password(image, password):
    result = image("init", **SECRETS, OTOP_ADMIN_PASSWORD=password)
    assert result.returncode == 1
    assert "the first administrator needs a password of at least 12 letters" in result.stderr
    assert not any(" -i " in call for call in result.calls)


def test_the_first_start_sets_the_password_before_it_installs_the_suite(image):
    result = image("init", **SECRETS, OTOP_ADMIN_PASSWORD="a long enough password")
    assert result.returncode == 0, result.stderr
    assert result.calls[0] == "keep finish"
    kinds = ["base" if "-i base" in c else "suite" if "otop_centre" in c else "script" for c in result.calls[1:]]
    assert kinds == ["script", "base", "script", "script", "suite", "script", "script"]
    assert not any("demo" in call for call in result.calls)
    assert not any("password" in call for call in result.calls)


def test_later_starts_update_and_ask_for_nothing(image):
    result = image("init", state="installed\\n", **SECRETS)
    assert result.returncode == 0, result.stderr
    assert ["-u otop_centre" in call for call in result.calls] == [False, False, True, False, False]


@pytest.mark.parametrize("change", ["init", "restore"])
def test_nothing_is_changed_beside_a_server_that_serves(image, tmp_path, change):
    """The server is any program that holds the lock of the data as entrypoint.sh takes it."""
    with open(tmp_path / "data/.serving", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        result = image(change, state="installed\\n", **SECRETS)
        assert result.returncode == 1
        assert "a server is still at work with this database: first `docker compose stop odoo`" in result.stderr
        assert result.calls == []
        # a second server and a backup may
        assert image("odoo", **SECRETS).returncode == 0
        assert image("backup", **SECRETS).calls == ["keep backup"]
    assert image(change, state="installed\\n", **SECRETS).returncode == 0


def test_nothing_is_served_while_the_database_is_changed(image, tmp_path):
    with open(tmp_path / "data/.serving", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = image("odoo", **SECRETS)
    assert result.returncode == 1
    assert "is being updated or restored" in result.stderr


def test_the_server_itself_holds_the_lock_as_long_as_it_lives(image, tmp_path):
    """It is handed on through `exec`, to Odoo and to an Odoo that starts itself again."""
    (tmp_path / "bin/odoo").write_text(
        '#!/bin/sh\nflock -n -x "$OTOP_DATA/.serving" true; echo "free: $?" >> "$CALLS"\n'
    )
    assert image("odoo", **SECRETS).calls == ["free: 1"]


# ---------------------------------------------------------------- backup and restore, on a real PostgreSQL


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    here, home = Places.from_environment(), tmp_path_factory.mktemp("production")
    (home / "venv").symlink_to(here.venv)
    with postgres.Postgres(Places(here.repo, home, here.cache), "run", **postgres.THROW_AWAY) as server:
        server.create("centre")
        server.sql(CENTRE, "centre")
        yield server


@pytest.fixture
def production_live(database, tmp_path, monkeypatch):
    for name in set(database.names()) - {"centre"}:
        database.drop(name)
    names = {"HOST": str(database.socket), "USER": "odoo", "PASSWORD": "not asked for here"}
    environ = {f"OTOP_DB_{name}": value for name, value in names.items()}
    live = production.live_database({**os.environ, **environ, "OTOP_DB": "centre", "OTOP_DATA": str(tmp_path)})
    monkeypatch.setattr(Live, "examine", lambda *_parts: None)  # Odoo's part, which needs a whole Odoo
    return live


def backed_up(live):
    (live.postgres.filestore("centre") / "ab").mkdir(parents=True, exist_ok=True)
    (live.postgres.filestore("centre") / "ab" / ("ab" + "0" * 38)).write_text("a photo")
    output = io.BytesIO()
    production.backup(live, output)
    return output.getvalue()


def options(**more):
    return production.parser().parse_args(["restore", *(f"--{name}" for name in more)])


def test_a_backup_brings_the_centre_back(production_live):
    dump = backed_up(production_live)
    server = production_live.postgres
    server.sql("DELETE FROM otop_ledger_entry", "centre")
    shutil.rmtree(server.filestore("centre"))
    production.restore(production_live, options(yes=True), io.BytesIO(dump))
    assert server.sql("SELECT SUM(amount) FROM otop_ledger_entry", "centre") == "180"
    assert (server.filestore("centre") / "ab" / ("ab" + "0" * 38)).read_text() == "a photo"
    assert server.names() == ["centre"]
    assert not list(server.home.glob("dump-*"))


def test_a_restore_asks_for_a_yes(production_live):
    with pytest.raises(Failure, match="say --yes"):
        production.restore(production_live, options(), io.BytesIO(backed_up(production_live)))


def test_a_backup_that_was_cut_off_does_not_come_near_the_centre(production_live):
    dump = backed_up(production_live)
    for part in (b"", dump[: len(dump) // 2]):
        with pytest.raises(Failure, match="empty|not whole"):
            production.restore(production_live, options(yes=True), io.BytesIO(part))
    assert production_live.postgres.sql("SELECT SUM(amount) FROM otop_ledger_entry", "centre") == "180"


def test_what_does_not_pass_the_checks_does_not_come_near_the_centre(production_live, monkeypatch):
    def refuse(*_parts):
        raise Failure("the integrity check finds 3 differences")

    dump = backed_up(production_live)
    monkeypatch.setattr(Live, "examine", refuse)
    with pytest.raises(Failure, match="3 differences"):
        production.restore(production_live, options(yes=True), io.BytesIO(dump))
    assert production_live.postgres.names() == ["centre"]
    assert not production_live.postgres.filestore(swap.LOADING).exists()
