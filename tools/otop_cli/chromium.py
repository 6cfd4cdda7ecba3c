"""The browser: it runs the tours and prints the PDF files. The machine's own, or Debian's unpacked without root."""

import os
import shlex
import shutil

from .apt import Apt
from .console import Failure, say
from .files import written
from .processes import run, works

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")  # in Odoo's order

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
  <cachedir>{cache}</cachedir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
</fontconfig>
"""


def wrapper(program, fonts, library_folders=()):
    """A shell script that starts the browser with our fonts and, if it was unpacked, its own libraries."""
    lines = ["#!/bin/sh", f"export FONTCONFIG_FILE={shlex.quote(str(fonts))}"]
    if library_folders:
        lines.append(f"export LD_LIBRARY_PATH={shlex.quote(':'.join(map(str, library_folders)))}")
    lines.append(f'exec {shlex.quote(str(program))} "$@"')
    return "\n".join(lines) + "\n"


def fonts_text(places):
    """The fonts that the add-ons ship come along, so that Thai looks the same on every machine."""
    folders = ["/usr/share/fonts", "/usr/local/share/fonts", places.home / "chromium/usr/share/fonts"]
    folders += sorted(places.repo.glob("*/static/fonts"))
    return FONTS.format(
        folders="\n".join(f"  <dir>{folder}</dir>" for folder in folders), cache=places.home / "fontcache"
    )


def find_on_machine(places):
    named = os.environ.get("OTOP_CHROME")
    if named:
        if not works(named, "--version"):
            raise Failure(f"OTOP_CHROME names {named}, which does not start")
        return named
    path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if part != str(places.bin))
    found = (shutil.which(name, path=path) for name in NAMES)
    return next((program for program in found if program and works(program, "--version")), None)


def unpack_from_debian(places):
    """Downloads Chromium and what it lacks here, and unpacks them below our own folder."""
    apt, tree = Apt(places.cache), places.home / "chromium"
    say("chromium: downloading and unpacking …")
    apt.run("apt-get", "-qq", "-y", "--no-install-recommends", "--download-only", "install", "chromium")
    shutil.rmtree(tree, ignore_errors=True)
    for package in (apt.base / "archives").glob("*.deb"):
        run("dpkg-deb", "-x", package, tree)
    return tree / "usr/lib/chromium/chromium", sorted({path.parent for path in tree.rglob("*.so*")})


def set_up(places, needed=True):
    """Puts a browser first on our PATH. Without one `up` still serves, but prints no PDF; tests need it."""
    places.bin.mkdir(parents=True, exist_ok=True)
    fonts = places.home / "fonts.conf"
    written(fonts, fonts_text(places), 0o644)
    ours = places.bin / "chromium"
    program, libraries = find_on_machine(places), ()
    if not program:
        if ours.exists() and (places.home / "chromium").exists() and works(ours, "--version"):
            return
        try:
            program, libraries = unpack_from_debian(places)
        except Failure as failure:
            if needed:
                raise
            say(f"no Chromium, so no PDF files: {failure}")
            return
    script = wrapper(program, fonts, libraries)
    for name in ("chromium", "google-chrome"):  # the second: Odoo would otherwise prefer another one by that name
        written(places.bin / name, script, 0o755)
    if needed and not works(ours, "--version"):
        raise Failure("Chromium does not start: install one, or name one in OTOP_CHROME")
