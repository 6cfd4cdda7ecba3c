"""check the style of everything: ruff, pylint-odoo, codespell, prettier (--fix mends what it can)"""

import shutil

from .. import virtualenv
from ..console import Failure, say
from ..files import closed_folder
from ..keys import files_key
from ..processes import run, start
from ..steps import step

MISSING_NODE = (
    "prettier, which checks XML, JavaScript and SCSS, needs node and npm: install them (Debian: nodejs npm); "
    "the other checks have run"
)


def options(parser):
    parser.add_argument("--fix", action="store_true", help="rewrite the files where a tool can")


def checks(places, fix):
    """The name and command line of each check of Python's world."""
    programs = places.lint_venv / "bin"
    own = places.own_addons()
    return [
        ("ruff format", [programs / "ruff", "format", *([] if fix else ["--check"]), "."]),
        ("ruff", [programs / "ruff", "check", *(["--fix"] if fix else []), "."]),
        ("pylint-odoo", [programs / "pylint", "--rcfile=.pylintrc", "-j", "1", *own]),
        ("codespell", [programs / "codespell"]),
    ]


def prettier(places, fix):
    modules = places.home / "prettier"
    package, locked = places.repo / "package.json", places.repo / "package-lock.json"
    with step(places.home, "prettier", files_key(package, locked), modules / "node_modules") as todo:
        if todo:
            modules.mkdir(exist_ok=True)
            for file in (package, locked):
                shutil.copy(file, modules)
            run("npm", "ci", "--silent", "--no-audit", "--no-fund", cwd=modules)
    own = [f"{addon}/**/*.{{xml,js,scss}}" for addon in places.own_addons()]
    program = modules / "node_modules/prettier/bin/prettier.cjs"
    plugin = modules / "node_modules/@prettier/plugin-xml/src/plugin.js"
    return [
        "node",
        program,
        "--plugin",
        plugin,
        "--write" if fix else "--check",
        "--log-level=warn",
        "--no-error-on-unmatched-pattern",
        *own,
    ]


def command(places, options):
    closed_folder(places.home)
    virtualenv.set_up_lint(places)
    failed = [name for name, words in checks(places, options.fix) if not passes(places, name, words)]
    if not shutil.which("npm"):
        raise Failure(MISSING_NODE)
    if not passes(places, "prettier", prettier(places, options.fix)):
        failed.append("prettier")
    say(f"not in order: {', '.join(failed)}" if failed else "all in order")
    return bool(failed)


def passes(places, name, words):
    say(name)
    return start(*words, cwd=places.repo).wait() == 0
