"""The databases that the commands make: two levels of templates for tests, and the one that `up` keeps."""

import ast
import contextlib
import json

from . import virtualenv
from .backup import swap
from .console import Failure, say
from .files import written
from .keys import addons_key, digest, files_key
from .odoo import SCRIPTS, Odoo, refuse_complaints, show_complaints

LANGUAGE = "--load-language=th_TH"
SHOWN = 10
WORK = "new"  # a database under this name is unfinished; it gets its real name when it is whole


def external_dependencies(places):
    """The modules that our add-ons stand on, from their manifests."""
    own = places.own_addons()
    needed = {
        module
        for addon in own
        for module in ast.literal_eval((places.repo / addon / "__manifest__.py").read_text()).get("depends", [])
    }
    return sorted(needed - set(own))


def new_thai_company(odoo):
    say("new database …")
    odoo.install(["base"], "--without-demo")
    odoo.script("company.py")


def warm_assets(odoo):
    say("web assets …")
    odoo.script("assets.py")


class TestTemplates:
    """`base_KEY` holds the modules of others, `full_KEY` ours as well; a change of ours costs only the second."""

    __test__ = False  # pytest: not a test

    def __init__(self, places, postgres):
        self.places, self.postgres = places, postgres
        self.dependencies = external_dependencies(places)
        setup = files_key(*SCRIPTS.glob("*.py"))
        lock = (places.repo / "odoo.lock.json").read_bytes()
        base = digest(lock, virtualenv.key(places), setup, LANGUAGE, *self.dependencies)
        self.base = f"base_{base}"
        self.full = f"full_{digest(base, addons_key(places.repo, places.own_addons()))}"

    def ensure(self):
        """The finished test database, as an Odoo to run on it."""
        if not self.postgres.has(self.full):
            if not self.postgres.has(self.base):
                self.forget("base_", "full_")
                self._make_base()
            self.forget("full_")
            self._make_full()
        return self.odoo(self.full)

    def forget(self, *prefixes):
        for name in self.postgres.names():
            if name.startswith(prefixes):
                self.postgres.drop(name)

    def odoo(self, database):
        return Odoo(self.places, self.postgres, database, "test", max_cron_threads=0)

    def _make_base(self):
        self.postgres.drop(WORK)
        odoo = self.odoo(WORK)
        new_thai_company(odoo)
        say(f"test database, level 1: {', '.join(self.dependencies)} …")
        odoo.install(self.dependencies, LANGUAGE, "--without-demo")
        warm_assets(odoo)
        self.postgres.rename(WORK, self.base)

    def _make_full(self):
        own = self.places.own_addons()
        say(f"test database, level 2: {', '.join(own)} …")
        self.postgres.copy(self.base, WORK)
        odoo = self.odoo(WORK)
        refuse_complaints(odoo.install(own, "--without-demo"), "installing our add-ons")
        warm_assets(odoo)
        self.postgres.rename(WORK, self.full)


class Live:
    """The database of `./otop up`: made once, kept, and brought up to date when our add-ons change."""

    name = "otop"

    def __init__(self, places, postgres, command, **options):
        self.places, self.postgres, self.command = places, postgres, command
        self.options = options
        self.stamp = postgres.home / "addons.key"

    def odoo(self, database=None):
        return Odoo(self.places, self.postgres, database or self.name, self.command, **self.options)

    def ensure(self, demo=True):
        swap.finish(self.postgres, self.name)
        own = self.places.own_addons()
        others, ours = self.keys()
        if not self.postgres.has(self.name):
            self._make(own, demo)
        elif self._stamped() != [others, ours]:
            same_odoo = self._stamped()[:1] == [others]
            say("the add-ons have changed: updating the database …")
            # a new Odoo or new add-ons of others: `base` brings everything that stands on it up to date
            show_complaints(self.odoo().install(own, update=own if same_odoo else ["base"]))
        self.put_stamp([others, ours])
        return self.odoo()

    def keys(self):
        """Of Odoo and the others' add-ons, and of ours."""
        lock = (self.places.repo / "odoo.lock.json").read_bytes()
        return [digest(lock, virtualenv.key(self.places)), addons_key(self.places.repo, self.places.own_addons())]

    def put_stamp(self, keys):
        written(self.stamp, " ".join(keys))

    def examine(self, database, stamp, accept_differences=False):
        """Whether a restored database may take the place of the present one: these add-ons load it, brought up to
        date if others made it, and the books are in order."""
        odoo = self.odoo(database)
        if stamp != self.keys():
            say("it was made by other versions of the add-ons: bringing it up to date …")
            show_complaints(odoo.install(self.places.own_addons(), update=["base"]))
        say("the centre's integrity check …")
        result = self.postgres.home / "check.json"
        show_complaints(odoo.script("check.py", {"OTOP_RESULT": str(result)}))
        findings = json.loads(result.read_text())
        result.unlink()
        for finding in findings[:SHOWN]:
            say(f"  {finding}")
        if findings and not accept_differences:
            raise Failure(
                f"the integrity check finds {len(findings)} differences, so nothing was replaced; "
                "if the centre had them when it was dumped, load it with --with-differences"
            )

    def _stamped(self):
        return self.stamp.read_text().split() if self.stamp.exists() else []

    def forget(self):
        self.postgres.drop(self.name)
        self.forget_version()

    def forget_version(self):
        """After this the next `up` updates the add-ons, whatever state the database is in."""
        with contextlib.suppress(FileNotFoundError):
            self.stamp.unlink()

    def _make(self, own, demo):
        self.postgres.drop(WORK)
        odoo = self.odoo(WORK)
        new_thai_company(odoo)
        say(f"installing {', '.join(own)} and what they need …")
        show_complaints(odoo.install(own, LANGUAGE, "--without-demo"))
        if demo:
            self.load_demo(odoo)
        warm_assets(odoo)
        self.postgres.rename(WORK, self.name)

    def load_demo(self, odoo):
        """The month of demo data with its log-ins. Its script commits by itself, or is committed by ours."""
        loader = self.places.repo / "tools/demo/load.py"
        if not loader.exists():
            say("demo data: there is no tools/demo/load.py, so none is loaded")
            return
        say("demo data …")
        show_complaints(odoo.script("demo.py", {"OTOP_DEMO_LOADER": str(loader)}, echo=True))

    def set_report_url(self, port):
        """Where the PDF printer fetches styles from: this server, whatever address people use for it."""
        self.postgres.sql(
            f"INSERT INTO ir_config_parameter (key, value) VALUES ('report.url', 'http://127.0.0.1:{port:d}') "
            "ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value",
            self.name,
        )
