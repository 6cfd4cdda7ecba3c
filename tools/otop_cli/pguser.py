"""Under whose name PostgreSQL runs: it refuses root, and a user that has no name."""

import os
import pwd
import shutil

from .console import Failure
from .keys import digest
from .processes import works

STAND_IN = "daemon"  # every Debian has it; PostgreSQL asks only that the number has a name


def has_name(uid):
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def user_namespace(user):
    """PostgreSQL sees another user, while its files stay this one's: nothing on the machine is touched."""
    return ["unshare", "--user", f"--map-user={user.pw_uid}", f"--map-group={user.pw_gid}"]


def other_user(user):
    """Really another user, where there are no user namespaces (many containers). The death signal is asked for
    again, because changing the user clears it."""
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--pdeathsig=INT"]


def wrap(uid, named, namespaces_work, user):
    """The words to put before PostgreSQL's programs for this user on this machine."""
    if uid and named:
        return []
    if namespaces_work:
        return user_namespace(user)
    if uid:
        raise Failure("this user has no name (no line in /etc/passwd), and this machine gives no user namespaces")
    return other_user(user)


def wrap_here():
    uid = os.geteuid()
    named = has_name(uid)
    user = pwd.getpwnam(STAND_IN)
    namespaces = bool(uid and named) or works(*user_namespace(user), "true")
    return wrap(uid, named, namespaces, user)


def copy_changed(source, target):
    """Leaves a copy alone that is there already: a running server's programs cannot be written."""
    if os.path.exists(target):
        old, new = os.stat(target), os.stat(source)
        if (old.st_size, int(old.st_mtime)) == (new.st_size, int(new.st_mtime)):
            return target
        os.unlink(target)
    return shutil.copy2(source, target)


def reachable_folders(wrapped, folder, programs):
    """Where data and programs lie so that the user who runs them can reach them.

    Another user cannot look into root's folders: it gets a place of its own, named after ours.
    """
    if wrapped[:1] != ["setpriv"]:
        return folder, programs
    user = pwd.getpwnam(STAND_IN)
    place = os.path.join("/var/lib", f"otop-{digest(folder)}")
    os.makedirs(place, exist_ok=True)
    package = programs.parents[1]
    for name in (package.name, f"{package.name}.libs"):
        if (package.parent / name).exists():
            copy = os.path.join(place, name)
            shutil.copytree(package.parent / name, copy, dirs_exist_ok=True, copy_function=copy_changed)
            os.chmod(copy, 0o755)
    os.chown(place, user.pw_uid, user.pw_gid)
    return folder.__class__(place), folder.__class__(place) / programs.relative_to(package.parent)
