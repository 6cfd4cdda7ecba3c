"""take each guard away in turn and see its test turn red

./otop mutants              all of them, and the count of those caught
./otop mutants refund       those whose name or file has the word
"""

import shutil
import subprocess
import sys

from ..console import Failure, say
from ..databases import TestTemplates
from ..odoo import Odoo
from ..places import Places
from ..postgres import THROW_AWAY, Postgres
from ..prepare import prepare
from ..processes import start, stop
from ..runlock import lock

WAIT = "tests (process {pid}) are running in this folder: waiting for them …"
LONGEST = 240  # seconds for one mutant: a test that hangs has not caught it
FAILED_TESTS = 1  # pytest's exit code for red tests; any other one means that the test did not run


def options(parser):
    parser.add_argument("word", nargs="?", default="", help="only mutants with this word")


def command(places, options):
    sys.path.insert(0, str(places.repo))
    from tests.mutants.mutants import MUTANTS

    chosen = [mutant for mutant in MUTANTS if options.word in f"{mutant.name} {mutant.file}"]
    if not chosen:
        raise Failure(f"no mutant has the word {options.word!r}: see tests/mutants/mutants.py")
    prepare(places)
    with lock(places.home / "test/.lock", wait=WAIT), Postgres(places, "test", **THROW_AWAY) as postgres:
        templates = TestTemplates(places, postgres)
        templates.ensure()
        copy = _copy(places)
        odoo = Odoo(copy, postgres, templates.full, command="mutants", max_cron_threads=0)
        _see_green(copy, odoo, chosen)
        survivors = [mutant for mutant in chosen if not _is_caught(copy, odoo, mutant)]
    for mutant in survivors:
        print(f"survived: {mutant.name} ({mutant.file}); {mutant.test} stayed green")
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} mutants caught")
    return bool(survivors)


def _copy(places):
    """The add-ons and tests apart, so that the checkout stays as it is whatever ends this run."""
    folder = places.home / "mutants"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    names = [*places.own_addons(), "tests", "tools", "docs", "conftest.py", "pyproject.toml"]
    for name in names:
        source = places.repo / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / name)
    return Places(repo=folder, home=places.home, cache=places.cache)


def _see_green(places, odoo, mutants):
    """Without a patch the tests pass, or their red would prove nothing."""
    files = sorted({file for mutant in mutants for file in mutant.test.split()})
    say(f"{len(files)} files of tests without a patch …")
    if code := _run(places, odoo, files, seconds=LONGEST * len(files)):
        raise Failure(f"the tests are red without a patch (pytest {code}): run ./otop test {' '.join(files)}")


def _is_caught(places, odoo, mutant):
    path = places.repo / mutant.file
    before = path.read_text(encoding="utf-8")
    path.write_text(mutant.applied(before), encoding="utf-8")
    try:
        only = ("-k", mutant.only) if mutant.only else ()
        code = _run(places, odoo, [*mutant.test.split(), *only])
    finally:
        path.write_text(before, encoding="utf-8")
    if code not in (0, FAILED_TESTS):
        raise Failure(f"{mutant.name}: {mutant.test} could not run (pytest {code})")
    say(f"{'caught  ' if code else 'SURVIVED'} {mutant.name}")
    return bool(code)


def _run(places, odoo, arguments, seconds=LONGEST):
    process = start(
        places.python,
        "-m",
        "pytest",
        "-x",
        "-q",
        "--odoo-log-level=critical",
        *arguments,
        cwd=places.repo,
        env=odoo.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return 0
    finally:
        stop(process)
