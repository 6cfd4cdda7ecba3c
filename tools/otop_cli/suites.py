"""What a run of Odoo's own tests says in its log."""

import re
from dataclasses import dataclass, field

STARTED = re.compile(r" odoo\.addons\.(?P<addon>\w+)\.tests\.\S+: Starting (?P<test>\w+\.\w+) \.\.\.")
BROKEN = re.compile(r" odoo\.addons\.(?P<addon>\w+)\.tests\.\S+: (?:FAIL|ERROR): (?:Subtest )?(?P<test>\w+(?:\.\w+)?)")


@dataclass
class Outcome:
    """Tests by name, `addon: Class.test`; a class that could not be set up stands for its tests."""

    run: set = field(default_factory=set)
    broken: set = field(default_factory=set)


def read(lines):
    outcome = Outcome()
    for line in lines:
        if found := STARTED.search(line):
            outcome.run.add("{addon}: {test}".format(**found.groupdict()))
        elif found := BROKEN.search(line):
            outcome.broken.add("{addon}: {test}".format(**found.groupdict()))
    return outcome


def difference(without, with_us):
    """What is broken only with our add-ons, what only without them, and what one of the two did not run."""
    return {
        "broken by our add-ons": sorted(with_us.broken - without.broken),
        "broken only without them": sorted(without.broken - with_us.broken),
        "run only once": sorted(without.run ^ with_us.run),
    }
