"""Dumps are whole or refused, and whatever happens on the way, the old database or the new one is there."""

import gzip
import json
import os
import stat
import subprocess
import zipfile

import pytest
from otop_cli import postgres
from otop_cli.backup import archive, inventory, swap
from otop_cli.backup.restore import restore
from otop_cli.backup.session import Session
from otop_cli.backup.source import Source
from otop_cli.console import Failure
from otop_cli.places import Places

HASH = "ab/ab" + "0" * 38
CENTRE = f"""
CREATE TABLE ir_module_module (name text, state text, latest_version text);
INSERT INTO ir_module_module VALUES ('base', 'installed', '19.0.1.3'), ('otop_centre', 'installed', '19.0.1.0');
CREATE TABLE ir_attachment (id serial PRIMARY KEY, store_fname text);
INSERT INTO ir_attachment (store_fname) VALUES ('{HASH}');
CREATE TABLE otop_producer (id serial PRIMARY KEY, name text);
CREATE TABLE otop_ledger_entry (id serial PRIMARY KEY, producer_id int REFERENCES otop_producer, amount numeric);
CREATE INDEX otop_ledger_entry__producer ON otop_ledger_entry (producer_id);
INSERT INTO otop_producer (name) VALUES ('ผ้าไหม'), ('น้ำพริก');
INSERT INTO otop_ledger_entry (producer_id, amount) VALUES (1, 100), (1, 50), (2, 30);
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    here, home = Places.from_environment(), tmp_path_factory.mktemp("backup")
    (home / "venv").symlink_to(here.venv)
    with postgres.Postgres(Places(here.repo, home, here.cache), "run", **postgres.THROW_AWAY) as server:
        yield server


@pytest.fixture
def centre(server):
    """A very small centre with one attachment, called otop."""
    for name in server.names():
        server.drop(name)
    make(server, "otop", CENTRE)
    file = server.filestore("otop") / HASH
    file.parent.mkdir(parents=True)
    file.write_text("a photo")
    return server


def make(server, name, text):
    server.create(name)
    server.sql(text, name)


@pytest.fixture
def file(centre, tmp_path):
    archive.dump(centre, "otop", tmp_path / "centre.zip", stamp=["a", "b"])
    return tmp_path / "centre.zip"


def loaded(server, path):
    with Source.checked(path) as source:
        return restore(server, source, swap.LOADING)


def rewritten(file, **changes):
    """The dump with some members changed; None leaves one out."""
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            change = changes.get(name.split("/")[0].split(".")[0], lambda data: data)
            if change:
                new.writestr(name, change(data))
    return target


# ---------------------------------------------------------------- there and back


def test_what_was_dumped_comes_back_with_its_files(centre, file):
    found = loaded(centre, file)
    assert found["tables"]["otop_ledger_entry"] == 3
    assert "5 of the centre's own" in inventory.told(found)
    assert centre.sql("SELECT SUM(amount) FROM otop_ledger_entry", swap.LOADING) == "180"
    assert (centre.filestore(swap.LOADING) / HASH).read_text() == "a photo"
    assert stat.S_IMODE((centre.filestore(swap.LOADING) / HASH).stat().st_mode) == 0o600


def test_a_dump_is_for_its_owner_alone_whatever_the_umask(file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_dump_is_as_of_one_moment(centre, tmp_path, monkeypatch):
    """Somebody sells between the inventory and pg_dump: neither of the two sees it."""
    take = inventory.take

    def take_and_sell(session):
        found = take(session)
        centre.sql("INSERT INTO otop_ledger_entry (producer_id, amount) VALUES (2, 1)", "otop")
        return found

    monkeypatch.setattr(archive.inventory, "take", take_and_sell)
    archive.dump(centre, "otop", tmp_path / "a.zip")
    monkeypatch.undo()
    assert loaded(centre, tmp_path / "a.zip")["tables"]["otop_ledger_entry"] == 3


def test_a_dump_that_fails_leaves_the_earlier_one(centre, file, monkeypatch):
    before = file.read_bytes()
    monkeypatch.setattr(archive, "_sql", lambda *_parts: (_ for _ in ()).throw(Failure("pg_dump failed")))
    with pytest.raises(Failure, match="pg_dump failed"):
        archive.dump(centre, "otop", file)
    assert file.read_bytes() == before
    assert os.listdir(file.parent) == [file.name]


def test_a_lost_attachment_is_told_in_the_manifest_and_no_reason_to_refuse(centre, tmp_path):
    (centre.filestore("otop") / HASH).unlink()
    manifest = archive.dump(centre, "otop", tmp_path / "a.zip")
    assert manifest["otop"]["lost_files"] == [HASH]
    assert loaded(centre, tmp_path / "a.zip")["lacking_files"] == 1


@pytest.mark.parametrize("form", ["plain", "custom"])
def test_postgresqls_own_dumps_are_taken_too(centre, tmp_path, form):
    path = tmp_path / "centre.dump"
    centre.client("pg_dump", f"--format={form}", f"--file={path}", "otop")
    assert loaded(centre, path)["tables"]["otop_ledger_entry"] == 3


def test_a_packed_plain_dump_is_taken_too(centre, tmp_path):
    path = tmp_path / "centre.sql.gz"
    path.write_bytes(gzip.compress(centre.client("pg_dump", "otop").encode() + b"\n"))
    assert loaded(centre, path)["tables"]["otop_ledger_entry"] == 3


# ---------------------------------------------------------------- what is refused


def refused(server, path, why):
    with pytest.raises(Failure, match=why):
        loaded(server, path)
    assert swap.LOADING not in server.names()
    assert not server.filestore(swap.LOADING).exists()


def test_a_dump_that_ends_early_is_refused_at_any_length(centre, file):
    data = file.read_bytes()
    for part in (1, 100, len(data) // 2, len(data) - 1):
        file.write_bytes(data[:part])
        refused(centre, file, "not whole|not a dump")


@pytest.mark.parametrize("packed", [False, True])
def test_a_plain_dump_that_ends_early_is_refused(centre, tmp_path, packed):
    text = centre.client("pg_dump", "otop").encode()
    path = tmp_path / "short.sql"
    path.write_bytes(gzip.compress(text)[:-20] if packed else text[: len(text) // 2])
    refused(centre, path, "not whole")


def test_a_custom_dump_that_ends_early_is_refused(centre, tmp_path):
    path = tmp_path / "short.dump"
    centre.client("pg_dump", "--format=custom", f"--file={path}", "otop")
    path.write_bytes(path.read_bytes()[:-200])
    refused(centre, path, "pg_restore")


def test_a_text_that_was_changed_is_refused_by_its_sum(centre, file):
    changed = rewritten(file, dump=lambda data: data.replace(b"100", b"900"))
    refused(centre, changed, "was changed after it was made")


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("DROP INDEX otop_ledger_entry__producer", "index otop_ledger_entry__producer is missing"),
        ("DELETE FROM otop_ledger_entry WHERE id = 3", "table otop_ledger_entry has 2 rows instead of 3"),
        (
            "ALTER TABLE otop_ledger_entry DROP CONSTRAINT otop_ledger_entry_producer_id_fkey",
            "constraint otop_ledger_entry.otop_ledger_entry_producer_id_fkey is missing",
        ),
        ("SELECT setval('otop_ledger_entry_id_seq', 1)", "sequence otop_ledger_entry_id_seq stands at 1 and was at 3"),
        ("DROP TABLE otop_ledger_entry", "table otop_ledger_entry is missing"),
    ],
)
def test_what_does_not_come_back_is_named(centre, tmp_path, statement, complaint):
    """The inventory is of the whole centre, the text of one that lacks something."""
    with Session(centre, "otop") as session:
        whole = inventory.take(session)
    centre.sql(statement, "otop")
    with Session(centre, "otop") as session:
        assert complaint in inventory.differences(whole, inventory.take(session))
    archive.dump(centre, "otop", tmp_path / "a.zip")

    def as_if_whole(data):
        manifest = json.loads(data)
        manifest["otop"]["inventory"] = whole
        return json.dumps(manifest).encode()

    refused(centre, rewritten(tmp_path / "a.zip", manifest=as_if_whole), complaint)


def test_a_missing_attachment_is_refused(centre, file):
    refused(centre, rewritten(file, filestore=None), "0 files instead of 1")


def test_a_statement_that_fails_stops_the_restore(centre, tmp_path):
    path = tmp_path / "bad.sql"
    text = centre.client("pg_dump", "otop")
    path.write_text(text.replace("CREATE INDEX", "CREATE INDEXX"))
    refused(centre, path, "could not be restored: psql:<stdin>:.*syntax error|could not be restored: ERROR")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.zip", b"", "is empty"),
        ("letter.pdf", b"%PDF-1.7 hello", "not a dump of a database"),
        ("text.sql", b"SELECT 1;\n", "not a dump of a database"),
        ("text.gz", gzip.compress(b"hello"), "not a dump of one database"),
        ("cluster.sql", b"--\n-- PostgreSQL database cluster dump\n--\n", "not a dump of a database"),
    ],
)
def test_other_files_are_refused_in_one_sentence(centre, tmp_path, name, data, why):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Failure, match=why) as refusal:
        loaded(centre, tmp_path / name)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_and_a_folder_are_refused(centre, tmp_path):
    refused(centre, tmp_path / "none.zip", "there is no file")
    refused(centre, tmp_path, "there is no file")


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"word/document.xml": "x"}, "has no dump.sql"),
        ({"dump.sql": "x", "manifest.json": "{}"}, "manifest.json is not Odoo's"),
        ({"dump.sql": "x", "manifest.json": '{"modules": {"base": "1"}}'}, "an Odoo without the OTOP centre"),
    ],
)
def test_other_archives_are_refused(centre, tmp_path, members, why):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as other:
        for name, text in members.items():
            other.writestr(name, text)
    refused(centre, tmp_path / "a.zip", why)


def test_a_database_of_another_program_is_refused(centre, tmp_path):
    make(centre, "shop", "CREATE TABLE goods (id int)")
    centre.client("pg_dump", f"--file={tmp_path / 'shop.sql'}", "shop")
    refused(centre, tmp_path / "shop.sql", "another program's database")


def test_names_in_an_archive_cannot_leave_the_filestore(centre, file):
    with zipfile.ZipFile(file, "a") as dump:
        dump.writestr("filestore/../../evil", "x")
    loaded(centre, file)
    assert not list(centre.home.rglob("evil"))


# ---------------------------------------------------------------- the exchange


@pytest.fixture
def both(centre, file):
    """The present database sold something since; the restored one waits."""
    loaded(centre, file)
    centre.sql("DELETE FROM otop_ledger_entry", "otop")
    (centre.filestore("otop") / "mark").write_text("old")
    return centre


def is_new(server):
    return (
        server.sql("SELECT COUNT(*) FROM otop_ledger_entry", "otop") == "3"
        and (server.filestore("otop") / HASH).exists()
        and not (server.filestore("otop") / "mark").exists()
    )


def test_the_new_one_takes_the_place_of_the_old(both):
    swap.begin(both, "otop")
    assert is_new(both)
    assert both.names() == ["otop"]
    assert not swap.journal(both).exists()


@pytest.mark.parametrize("done", range(6))
def test_a_kill_between_any_two_steps_is_finished_by_the_next_start(both, monkeypatch, done):
    everything = swap.steps

    def some(*arguments, **names):
        def killed():
            raise KeyboardInterrupt

        return [*everything(*arguments, **names)[:done], killed]

    monkeypatch.setattr(swap, "steps", some)
    with pytest.raises(KeyboardInterrupt):
        swap.begin(both, "otop")
    monkeypatch.undo()
    swap.finish(both, "otop")
    assert is_new(both)
    assert both.names() == ["otop"]
    assert os.listdir(both.files / "filestore") == ["otop"]


def test_a_kill_before_the_new_one_has_passed_keeps_the_old(both):
    swap.finish(both, "otop")
    assert both.names() == ["otop"]
    assert both.sql("SELECT COUNT(*) FROM otop_ledger_entry", "otop") == "0"
    assert (both.filestore("otop") / "mark").exists()


def test_an_old_database_that_lost_its_name_gets_it_back(centre):
    centre.rename("otop", "otop_before_20261125_100000")
    swap.finish(centre, "otop")
    assert centre.names() == ["otop"]
    assert (centre.filestore("otop") / HASH).exists()


def test_an_unreadable_journal_stops_with_a_sentence(centre):
    swap.journal(centre).write_text('{"name": "otop; DROP"')
    with pytest.raises(Failure, match="cannot be read"):
        swap.finish(centre, "otop")
    swap.journal(centre).unlink()
    assert centre.names() == ["otop"]


def test_a_killed_dump_leaves_nothing_with_its_name(centre, tmp_path):
    """A real kill -9 while pg_dump writes."""
    code = (
        "import os, signal, sys; sys.path.insert(0, sys.argv[1])\n"
        "from otop_cli.backup import archive\n"
        "from otop_cli.cluster import Cluster\n"
        "archive._sql = lambda *parts: os.kill(os.getpid(), signal.SIGKILL)\n"
        "environment = dict(PGHOST=sys.argv[3], PGPORT='5432', PGUSER='odoo')\n"
        "archive.dump(Cluster(sys.argv[4], sys.argv[2], environment), 'otop', sys.argv[5])\n"
    )
    tools = Places.from_environment().repo / "tools"
    target = tmp_path / "centre.zip"
    words = [tools, centre.programs, centre.socket, centre.home, target]
    process = subprocess.run([Places.from_environment().python, "-c", code, *map(str, words)])
    assert process.returncode == -9
    assert not target.exists()
