"""Python environments made from locked requirements: every file is checked against its sum."""

import os
import shutil
import subprocess
import sys

from .apt import Apt
from .console import Failure
from .keys import digest, files_key
from .processes import run, works
from .steps import step

OLDEST, NEWEST = (3, 10), (3, 13)  # what Odoo 19 accepts
QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_WARN_SCRIPT_LOCATION": "1", "PIP_ROOT_USER_ACTION": "ignore"}


def version_of(python):
    try:
        out = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(map(int, out.split()))


def find_python():
    """OTOP_PYTHON, or the one that runs this, or another one on the PATH that Odoo can live with."""
    named = os.environ.get("OTOP_PYTHON")
    candidates = (
        [named] if named else [sys.executable, "python3.12", "python3.11", "python3.13", "python3.10", "python3"]
    )
    for name in candidates:
        version = version_of(name)
        if version and OLDEST <= version <= NEWEST:
            return name
    raise Failure("Odoo 19 needs a Python from 3.10 to 3.13: name one in OTOP_PYTHON")


def create(places, venv):
    python = find_python()
    shutil.rmtree(venv, ignore_errors=True)
    if works(python, "-c", "import venv, ensurepip"):
        run(python, "-m", "venv", venv)
        return
    # Debian's bare python3 has no pip to put in: take pip's own wheel from the package that holds it
    if not works(python, "-c", "import venv"):
        raise Failure(f"{python} has no module venv: install it, or name another Python in OTOP_PYTHON")
    run(python, "-m", "venv", "--without-pip", venv)
    folder = places.cache / "pip"
    if not list(folder.glob("*.deb")):
        Apt(places.cache).download(["python3-pip-whl"], folder)
    run("dpkg-deb", "-x", next(folder.glob("*.deb")), folder)
    wheel = next(folder.rglob("pip-*.whl"))
    run(venv / "bin/python", f"{wheel}/pip", "-q", "install", "--no-index", wheel)


def install(venv, requirements):
    # --no-deps: the lock names all of them, and pip must not look for `odoo` itself
    run(
        venv / "bin/python",
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--require-hashes",
        "-r",
        requirements,
        env={**os.environ, **QUIET},
    )


def key(places):
    """What the environment is made of; it cannot be moved, so its place is part of that."""
    return digest(files_key(*requirements(places)), places.python_packages)


def requirements(places):
    return [places.repo / "requirements.txt", places.repo / "requirements-oca.txt"]


def set_up(places):
    with step(places.home, "python", key(places), places.python) as todo:
        if not todo:
            return
        create(places, places.venv)
        for file in requirements(places):
            install(places.venv, file)
        # Odoo and its add-ons are namespace packages: OCA's, in site-packages, and Odoo's own merge by themselves
        (places.site_packages(places.venv) / "odoo19.pth").write_text(f"{places.python_packages}\n")


def set_up_lint(places):
    file = places.repo / "requirements-lint.txt"
    with step(places.home, "linters", files_key(file), places.lint_venv / "bin/python") as todo:
        if todo:
            create(places, places.lint_venv)
            install(places.lint_venv, file)
