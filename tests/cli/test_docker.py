"""The production set-up, as the real Docker Compose reads it, and the scripts of the image."""

import configparser
import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest
from otop_cli.places import REPO

COMPOSE = pathlib.Path(sys.executable).parent / "docker-compose"


@pytest.fixture(scope="module")
def compose():
    if sys.version_info < (3, 11):
        pytest.skip("the wheel with Docker Compose needs Python 3.11")
    result = subprocess.run(
        [COMPOSE, "-f", REPO / "docker-compose.yml", "--env-file", REPO / ".env.example", "config", "--format", "json"],
        capture_output=True,
        text=True,
        cwd=REPO,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_every_lasting_service_has_a_health_check(compose):
    assert set(compose["services"]) == {"db", "init", "odoo", "proxy"}
    for name, service in compose["services"].items():
        assert ("healthcheck" in service) == (name != "init"), name


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


# ---------------------------------------------------------------- the scripts of the image, without an image

SECRETS = {"OTOP_DB_PASSWORD": "db secret 100%", "OTOP_MASTER_PASSWORD": "master secret"}


@pytest.fixture
def image(tmp_path):
    """The folder of the image, and an `odoo` that writes down how it was called."""
    shutil.copytree(REPO / "docker", tmp_path / "otop")
    shutil.copy(REPO / "tools/otop_cli/scripts/company.py", tmp_path / "otop/scripts")
    (tmp_path / "bin").mkdir()
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
    kinds = ["base" if "-i base" in c else "suite" if "otop_centre" in c else "script" for c in result.calls]
    assert kinds == ["script", "base", "script", "script", "suite", "script"]
    assert not any("demo" in call for call in result.calls)
    assert not any("password" in call for call in result.calls)


def test_later_starts_update_and_ask_for_nothing(image):
    result = image("init", state="installed\\n", **SECRETS)
    assert result.returncode == 0, result.stderr
    assert ["-u otop_centre" in call for call in result.calls] == [False, True, False]
