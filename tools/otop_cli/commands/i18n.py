"""bring the Thai files up to date with the source, and tell what has no Thai yet"""

from ..console import say
from ..databases import TestTemplates
from ..postgres import THROW_AWAY, Postgres
from ..prepare import prepare
from ..runlock import lock

WAIT = "tests (process {pid}) are running in this folder: waiting for them …"


def options(_parser):
    pass


def command(places, _options):
    prepare(places, browser_needed=False)
    with lock(places.home / "test/.lock", wait=WAIT), Postgres(places, "test", **THROW_AWAY) as postgres:
        odoo = TestTemplates(places, postgres).ensure()
        odoo.script(places.repo / "tools/i18n/update.py", echo=True)
    say("otop_*/i18n/th.po are as the source is: look at `git diff`, and write the Thai that is missing")
    return 0
