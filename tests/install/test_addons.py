"""Each addon installs alone, updates, and uninstalls, on a database of its own beside the tests' one.

Needs the PostgreSQL server and the template of `./otop test`; without them it fails and says so.
"""

import os
import pathlib
import subprocess
import sys
import uuid

import pytest

REPO = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPO / "tools"))
from otop_cli import odoo_log  # noqa: E402

INSTALLED = (
    "print('INSTALLED', sorted(env['ir.module.module'].search("
    "[('name', '=like', 'otop_%'), ('state', '=', 'installed')]).mapped('name')))"
)
UNINSTALL = "env['ir.module.module'].search([('name', '=', {name!r})]).button_immediate_uninstall()\n"
LEFTOVERS = (
    "env.cr.execute(\"SELECT relname FROM pg_class WHERE relkind IN ('r', 'v') AND relname LIKE 'otop%'\")\n"
    "print('LEFT', sorted(name for name, in env.cr.fetchall()))"
)


@pytest.fixture(scope="module")
def database():
    """A copy of the template that holds only other people's modules."""
    listed = subprocess.run(
        ["psql", "-XAtqc", "SELECT datname FROM pg_database WHERE datname LIKE 'base\\_%'", "postgres"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert listed, "there is no template database: run these tests with ./otop test"
    name = f"install_{uuid.uuid4().hex[:8]}"
    subprocess.run(["createdb", "-T", listed[0], "--strategy=file_copy", name], check=True)
    yield name
    subprocess.run(["dropdb", "--force", name], check=True)


def odoo(database, *arguments, script=None):
    """Run Odoo on the database; its log must hold no complaint of ours."""
    command = [
        sys.executable,
        "-m",
        "odoo",
        *(["shell"] if script else []),
        "-c",
        os.environ["ODOO_RC"],
        "-d",
        database,
    ]
    result = subprocess.run(
        [*command, "--no-http", "--max-cron-threads=0", "--log-level=warn", *arguments],
        input=script,
        capture_output=True,
        text=True,
        cwd=REPO,
        timeout=900,
    )
    assert result.returncode == 0, result.stderr[-4000:]
    complaints = odoo_log.complaints((result.stderr + result.stdout).splitlines(keepends=True))
    assert not complaints, "\n".join(map(str, complaints))
    return result.stdout


def installed(database):
    line = next(line for line in odoo(database, script=INSTALLED).splitlines() if "INSTALLED" in line)
    return line.split("INSTALLED", 1)[1].strip()


def test_install_update_uninstall(database):
    """One story: the core alone, the others on it, an update of all, and each away again."""
    # the till stands in the template, so the bridge comes by itself: leave it out of the first step
    odoo(database, "-i", "otop_centre", "--skip-auto-install", "--stop-after-init")
    assert installed(database) == "['otop_centre']"

    odoo(database, "-i", "otop_centre_reports", "--skip-auto-install", "--stop-after-init")
    assert installed(database) == "['otop_centre', 'otop_centre_reports']"

    odoo(database, "-i", "otop_centre_pos", "--stop-after-init")
    odoo(database, "-u", "otop_centre", "--stop-after-init")
    assert installed(database) == "['otop_centre', 'otop_centre_pos', 'otop_centre_reports']"

    for name in ("otop_centre_reports", "otop_centre_pos", "otop_centre"):
        odoo(database, script=UNINSTALL.format(name=name))
    assert installed(database) == "[]"
    left = next(line for line in odoo(database, script=LEFTOVERS).splitlines() if "LEFT" in line)
    assert left.split("LEFT", 1)[1].strip() == "[]"
