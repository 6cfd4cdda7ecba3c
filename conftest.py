"""The tests of the whole repository: the rules are in tools/otop_pytest."""

pytest_plugins = ["otop_pytest.plugin", "otop_pytest.server"]
