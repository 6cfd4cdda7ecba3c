"""The rules at work, in a pytest of its own."""

import os
import subprocess
import sys
import textwrap

import pytest
from otop_cli.places import REPO


@pytest.fixture
def run_pytest(tmp_path):
    def run(source):
        (tmp_path / "test_it.py").write_text(textwrap.dedent(source))
        return subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-p",
                "no:odoo",
                "-p",
                "otop_pytest.plugin",
                "-p",
                "no:cacheprovider",
                "-rs",
                ".",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(REPO / "tools")},
        )

    return run


def test_a_tour_without_a_browser_fails(run_pytest):
    result = run_pytest(
        """
        import unittest
        class Tour(unittest.TestCase):
            def test_tour(self):
                raise unittest.SkipTest("Chrome executable not found")
        """
    )
    assert result.returncode == 1
    assert "could not run here, so it fails: Skipped: Chrome executable not found" in result.stdout
    assert result.stdout.rstrip().endswith("0 passed, 1 failed")


def test_another_skip_stays_one_and_tells_its_reason(run_pytest):
    result = run_pytest(
        """
        import pytest
        def test_a(): pass
        @pytest.mark.skip(reason="only in leap years")
        def test_b(): pass
        """
    )
    assert result.returncode == 0
    assert "only in leap years" in result.stdout
    assert result.stdout.rstrip().endswith("1 passed, 0 failed, 1 skipped")


def test_a_warning_of_ours_fails_the_test(run_pytest):
    result = run_pytest(
        """
        import logging
        def test_a(): logging.getLogger("odoo.addons.otop_centre.models.x").warning("a producer without a name")
        def test_b(): logging.getLogger("odoo.addons.stock.models.x").warning("theirs")
        """
    )
    assert result.returncode == 1
    assert "a producer without a name" in result.stdout
    assert result.stdout.rstrip().endswith("1 passed, 1 failed")


def test_an_expected_warning_does_not(run_pytest):
    result = run_pytest(
        """
        import logging, unittest
        class Expects(unittest.TestCase):
            def test_a(self):
                with self.assertLogs("odoo.addons.otop_centre"):
                    logging.getLogger("odoo.addons.otop_centre.models.x").warning("expected")
        """
    )
    assert result.returncode == 0
    assert result.stdout.rstrip().endswith("1 passed, 0 failed")
