"""Odoo 19 from Debian's package odoo-19, with the packages that its links point into.

Two things vouch for it: Debian's signature (apt checks it) and the sums in odoo.lock.json. Debian keeps only the
newest odoo-19, so on the day of an upload the pinned file is gone; a signed newer one is then taken with a warning.
"""

import json
import os
import shutil
import subprocess

from .apt import Apt
from .console import Failure, say
from .keys import digest, sha256
from .processes import run
from .steps import step

# Thai is the one translation we need: the others are two thirds of the package.
LEFT_OUT = (
    "*/i18n*/[!t]*.po",
    "*/i18n*/t[!h]*.po",
    "*/i18n*/th?*.po",
    "*/i18n*/*.pot",
    "./usr/share/doc",
    "./etc",
    "./var",
)


def read_lock(places):
    return json.loads((places.repo / "odoo.lock.json").read_text())


def choose(name, pin, files):
    """The pinned file among those downloaded (path → sum), or the newest other one of that name with a warning."""
    for path, total in files.items():
        if total == pin["sha256"]:
            return path, None
    others = sorted((path for path in files if path.name.startswith(f"{name}_")), key=os.path.getmtime)
    if not others:
        raise Failure(f"the package {name} could not be downloaded")
    warning = (
        f"warning: {others[-1].name} is signed by Debian but is not the one in odoo.lock.json "
        f"({pin['version']}): taking it; `./otop lock` brings the file up to date"
    )
    return others[-1], warning


def download(places, packages):
    """Each package as a signed file: from the cache if it is the pinned one, else from the mirror."""
    folder = places.cache / "debs"
    folder.mkdir(parents=True, exist_ok=True)
    sums = {path: sha256(path) for path in folder.glob("*.deb")}
    missing = [name for name, pin in packages.items() if pin["sha256"] not in sums.values()]
    if missing:
        # only what this very call fetches may stand in for a pinned file: apt has just checked its signature
        fresh = places.cache / "debs.new"
        shutil.rmtree(fresh, ignore_errors=True)
        suites = sorted({pin["suite"] for pin in packages.values()})
        Apt(places.cache, suites).download([f"{name}/{packages[name]['suite']}" for name in missing], fresh)
        sums = {path: total for path, total in sums.items() if total in {pin["sha256"] for pin in packages.values()}}
        for path in fresh.glob("*.deb"):
            kept = path.replace(folder / path.name)
            sums[kept] = sha256(kept)
    chosen = []
    for name, pin in packages.items():
        path, warning = choose(name, pin, sums)
        if warning:
            say(warning)
        chosen.append(path)
    return chosen


def unpack(package, folder):
    archive = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE)
    run("tar", "-x", "-C", folder, *(f"--exclude={pattern}" for pattern in LEFT_OUT), stdin=archive.stdout)
    archive.stdout.close()
    if archive.wait():
        raise Failure(f"{package} is damaged: remove it and try again")


def write_stubs(addons, stubs):
    """Files that Debian leaves out of its package though one of Odoo's bundles names them."""
    for name, text in stubs.items():
        path = addons / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


def dead_links(addons):
    return [path for path in addons.rglob("*") if path.is_symlink() and not path.exists()]


def set_up(places):
    pinned = read_lock(places)
    with step(places.home, "odoo", digest(json.dumps(pinned)), places.python_packages / "odoo/release.py") as todo:
        if not todo:
            return
        new = places.home / "src.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for package in download(places, pinned["packages"]):
            unpack(package, new)
        addons = new / places.python_packages.relative_to(places.source) / "odoo/addons"
        write_stubs(addons, pinned["stubs"])
        dead = dead_links(addons)
        if dead:
            raise Failure(f"Odoo's package has links that lead nowhere, for example {dead[0]}")
        shutil.rmtree(places.source, ignore_errors=True)
        new.rename(places.source)
