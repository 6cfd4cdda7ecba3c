"""bring the locked versions and sums up to date (for maintainers)"""

import json
import os

from .. import odoo_source, virtualenv
from ..apt import Apt
from ..console import say
from ..processes import run

REQUIREMENTS = {
    # cairo's own binding needs a compiler; reportlab draws with cairocffi
    "requirements": ("--no-emit-package", "pycairo"),
    # pip must not look for odoo itself: their metadata asks for it
    "requirements-oca": ("--no-deps",),
    "requirements-lint": (),
}


def options(parser):
    parser.add_argument("--upgrade", action="store_true", help="take the newest Python packages that fit, too")


def pin(record, wanted=("Version", "SHA256")):
    """The named fields of the first record that `apt-cache show` prints."""
    first = record.split("\n\n")[0]
    fields = dict(line.split(": ", 1) for line in first.splitlines() if ": " in line and line[0] != " ")
    return tuple(fields[name] for name in wanted)


def command(places, options):
    locked = odoo_source.read_lock(places)
    apt = Apt(places.cache, sorted({package["suite"] for package in locked["packages"].values()}))
    for name, package in locked["packages"].items():
        package["version"], package["sha256"] = pin(apt.run("apt-cache", "show", f"{name}/{package['suite']}"))
    (places.repo / "odoo.lock.json").write_text(json.dumps(locked, indent=2) + "\n")
    say("odoo.lock.json")
    virtualenv.set_up_lint(places)
    for name, more in REQUIREMENTS.items():
        run(
            places.lint_venv / "bin/uv",
            "pip",
            "compile",
            "-q",
            "--universal",
            "--python-version",
            "3.10",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
            *(["--upgrade"] if options.upgrade else []),
            *more,
            f"{name}.in",
            "-o",
            f"{name}.txt",
            cwd=places.repo,
            env=os.environ,
        )
        say(f"{name}.txt")
    return 0
