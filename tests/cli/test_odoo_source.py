"""Odoo's package: the pinned file when there is one, a newer signed one with a warning, never a broken one."""

import re

import pytest
from otop_cli import odoo_source
from otop_cli.commands.lock import pin
from otop_cli.console import Failure
from otop_cli.places import Places

PIN = {"suite": "sid", "version": "19.0-1", "sha256": "a" * 64}


def package(folder, name):
    path = folder / name
    path.write_text("")
    return path


def test_the_lock_names_a_version_and_a_sum_for_each_package():
    lock = odoo_source.read_lock(Places.from_environment())
    assert "odoo-19" in lock["packages"]
    for name, entry in lock["packages"].items():
        assert re.fullmatch(r"[0-9a-f]{64}", entry["sha256"]), name
        assert entry["version"], name
        assert entry["suite"] == ("sid" if name == "odoo-19" else "trixie"), name


def test_the_pinned_file_is_taken_without_a_word(tmp_path):
    old, pinned = package(tmp_path, "odoo-19_19.0-0_all.deb"), package(tmp_path, "odoo-19_19.0-1_all.deb")
    assert odoo_source.choose("odoo-19", PIN, {old: "b" * 64, pinned: "a" * 64}) == (pinned, None)


def test_a_newer_signed_file_is_taken_with_a_warning(tmp_path):
    newer = package(tmp_path, "odoo-19_19.0-2_all.deb")
    chosen, warning = odoo_source.choose("odoo-19", PIN, {newer: "b" * 64})
    assert chosen == newer
    assert "odoo-19_19.0-2_all.deb" in warning
    assert "19.0-1" in warning


def test_another_package_does_not_stand_in(tmp_path):
    other = package(tmp_path, "odoo-19-doc_19.0-1_all.deb")
    with pytest.raises(Failure, match="odoo-19 could not be downloaded"):
        odoo_source.choose("odoo-19", PIN, {other: "b" * 64})


def test_only_thai_translations_are_unpacked(tmp_path):
    tree = tmp_path / "tree/DEBIAN"
    tree.mkdir(parents=True)
    (tree / "control").write_text(
        "Package: otop-test\nVersion: 1\nArchitecture: all\nMaintainer: Test <test@test.test>\nDescription: test\n"
    )
    i18n = tmp_path / "tree/usr/lib/addon/i18n"
    i18n.mkdir(parents=True)
    for name in ("th.po", "de.po", "tr.po", "addon.pot"):
        (i18n / name).write_text("")
    from otop_cli.processes import run

    run("dpkg-deb", "--root-owner-group", "-b", tmp_path / "tree", tmp_path / "test.deb")
    target = tmp_path / "unpacked"
    target.mkdir()
    odoo_source.unpack(tmp_path / "test.deb", target)
    assert [path.name for path in (target / "usr/lib/addon/i18n").iterdir()] == ["th.po"]


def test_a_damaged_package_is_refused(tmp_path):
    (tmp_path / "bad.deb").write_text("not a package")
    with pytest.raises(Failure):
        odoo_source.unpack(tmp_path / "bad.deb", tmp_path)


def test_dead_links_are_found_and_stubs_written(tmp_path):
    (tmp_path / "dead").symlink_to(tmp_path / "nowhere")
    (tmp_path / "alive").symlink_to(tmp_path)
    assert odoo_source.dead_links(tmp_path) == [tmp_path / "dead"]
    odoo_source.write_stubs(tmp_path, {"mail/lib/left_out.js": "/* stub */"})
    assert (tmp_path / "mail/lib/left_out.js").read_text() == "/* stub */"


def test_a_record_of_apt_gives_version_and_sum():
    record = "Package: x\nVersion: 2:1.0-1\nDescription: a\n Version: not this\nSHA256: abc\n\nPackage: x\nVersion: 0\n"
    assert pin(record) == ("2:1.0-1", "abc")
