"""Hooks of pytest that apply the rules."""

import logging

import pytest

from . import rules

collected = pytest.StashKey[list]()


class Collector(logging.Handler):
    """Keeps our warnings. A test that expects one takes it with assertLogs or mute_logger, and it never comes here."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record):
        if rules.is_ours(record):
            self.records.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def take(self):
        taken, self.records = self.records, []
        return taken


collector = Collector()


def pytest_configure():
    logging.getLogger().addHandler(collector)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if rules.lacks_a_tool(reason):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} could not run here, so it fails: {reason}"
    complaints = collector.take()
    if complaints and report.passed:
        report.outcome = "failed"
        report.longrepr = "The log of our add-ons must stay clean in tests:\n" + "\n".join(complaints)
    return report


def pytest_unconfigure(config):
    """After pytest's own closing line, the same in plain words."""
    logging.getLogger().removeHandler(collector)
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput") or config.option.collectonly:
        return
    counts = {name: len(reports) for name, reports in reporter.stats.items()}
    passed = counts.get("passed", 0) + counts.get("xfailed", 0)
    failed = counts.get("failed", 0) + counts.get("error", 0) + counts.get("xpassed", 0)
    if passed or failed:
        print(rules.closing_line(passed, failed, counts.get("skipped", 0)), flush=True)
