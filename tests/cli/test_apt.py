"""apt without root: all below our own folder, mirrors only from the machine, files only with a signature."""

from otop_cli import apt


def test_all_that_apt_writes_lies_below_our_folder(tmp_path):
    text = apt.configuration(tmp_path)
    assert f'Dir::State::lists "{tmp_path}/lists";' in text
    assert f'Dir::Cache "{tmp_path}";' in text
    assert "sourcelist" not in text  # the machine's own mirrors


def test_with_own_sources_the_machines_are_left_out(tmp_path):
    text = apt.configuration(tmp_path, tmp_path / "debian.sources")
    assert f'Dir::Etc::sourcelist "{tmp_path}/debian.sources";' in text
    assert 'Dir::Etc::sourceparts "/dev/null";' in text


def test_signatures_are_never_switched_off(tmp_path):
    text = apt.configuration(tmp_path, tmp_path / "x") + apt.sources_text("http://mirror.test", ["sid"], "/keys.gpg")
    assert "Signed-By: /keys.gpg" in text
    for word in ("trusted", "allow-insecure", "allowunauthenticated", "check-valid-until"):
        assert word not in text.lower()


def test_the_mirror_is_the_one_of_debian_itself():
    targets = "\n".join(
        [
            "http://other.test/ Docker Docker",
            "http://security.test/ Debian Debian-Security",
            "http://mirror.test/debian/ Debian Debian",
        ]
    )
    assert apt.debian_mirror(targets) == "http://mirror.test/debian/"


def test_a_machine_without_debian_has_no_mirror():
    assert apt.debian_mirror("http://mirror.test/ubuntu/ Ubuntu Ubuntu") is None
    assert apt.debian_mirror("") is None
