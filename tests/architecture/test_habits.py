"""Habits that a reader relies on: rights with a reason, locks that hold, rates of nothing, tests that can fail."""

import ast
import re

import pytest

from .repository import ADDONS, ROOT, files, tree

# So far above the statement its reason may stand.
REASON_LINES = 8

# {file: why a lock that only locks is right there}
LOCKS = {
    "otop_centre/models/sell/otop_ledger_refund.py": "orders the rows of the UPDATE around it, so two refunds never "
    "wait for each other crosswise; the UPDATE is the lock",
}
# {file: why a test of it may be passed over}
PASSED_OVER = {"tests/cli/test_docker.py": "Docker Compose itself is not to be had for Python 3.10"}
ONLY_LOCKS = re.compile(r"FOR (NO KEY )?UPDATE|FOR (KEY )?SHARE|lock_for_update|pg_(try_)?advisory", re.IGNORECASE)


def statements(path):
    """(statement, first line of its function) of every simple statement, the inner ones last."""

    def walk(node, start):
        for child in ast.iter_child_nodes(node):
            inner = child.lineno if isinstance(child, ast.FunctionDef) else start
            if isinstance(child, ast.stmt):
                yield child, inner
            yield from walk(child, inner)

    return walk(tree(path), 1)


def is_sudo(node):
    """A call that takes rights: `.sudo()`, not `.sudo(self.env.su)`, which gives them back."""
    if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "sudo":
        return False
    return not node.args or (isinstance(node.args[0], ast.Constant) and node.args[0].value is True)


@pytest.mark.parametrize("addon", ADDONS)
def test_rights_are_taken_with_a_reason(addon):
    """`# sudo: why it is safe` on the line, or a few lines above in the same function."""
    bare = []
    for path in files(addon, ".py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        around = {}
        for statement, start in statements(path):
            for line in range(statement.lineno, statement.end_lineno + 1):
                around[line] = (max(start, statement.lineno - REASON_LINES), line)
        for node in ast.walk(tree(path)):
            if is_sudo(node):
                first, last = around[node.func.end_lineno]
                if "sudo:" not in "\n".join(lines[first - 1 : last]):
                    bare.append(f"{path.relative_to(ROOT)}:{node.func.end_lineno}")
    assert not bare, f"say why it is safe, “# sudo: …”: {bare}"


@pytest.mark.parametrize("addon", ADDONS)
def test_who_collides_writes(addon):
    """Transactions keep the view they began with: whoever waits for a lock and reads, reads the past."""
    for path in files(addon, ".py"):
        name = path.relative_to(ROOT).as_posix()
        code = "\n".join(
            ast.unparse(node)
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant | ast.Attribute) and not is_docstring(node, path)
        )
        found = ONLY_LOCKS.search(code)
        assert bool(found) == (name in LOCKS), f"{name}: {found and found.group()}: write the row, do not only lock it"


def is_docstring(node, path):
    return isinstance(node, ast.Constant) and node.lineno in docstring_lines(path)


def docstring_lines(path):
    bodies = (ast.Module, ast.ClassDef, ast.FunctionDef)
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, bodies) and node.body and ast.get_docstring(node) is not None:
            found.add(node.body[0].lineno)
    return found


@pytest.mark.parametrize("addon", ADDONS)
def test_no_rate_is_taken_for_another_because_it_is_zero(addon):
    for path in files(addon, ".py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
                first = node.values[0]
                name = getattr(first, "attr", getattr(first, "id", ""))
                # has_own_rate asks whether there is one
                assert not name.endswith("_rate") or name.startswith("has_"), (
                    f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}: 0 % is a rate"
                )


def test_a_test_says_what_it_expects():
    """No test that is passed over, and none that is content with any error at all."""
    vague = re.compile(
        r"(assertRaises|pytest\.raises)\(\s*(Exception|BaseException)\b|^\s*except( Exception)?:\s*$\s*pass"
        r"|@(unittest\.)?(skip|expectedFailure)|\bskipTest\(|pytest\.(skip|xfail)\(|^@pytest\.mark\.(skip|xfail)",
        re.MULTILINE,
    )
    folders = [ROOT / "tests", *(ROOT / addon / "tests" for addon in ADDONS)]
    paths = [path for folder in folders for path in sorted(folder.rglob("*.py")) if path.name != "test_habits.py"]
    assert len(paths) > 80
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        found = vague.search(path.read_text(encoding="utf-8"))
        assert bool(found) == (name in PASSED_OVER), f"{name}: {found and found.group()}"


@pytest.mark.parametrize("addon", ADDONS)
def test_no_error_is_swallowed_unseen(addon):
    for path in files(addon, ".py", skip=()):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f"{path.relative_to(ROOT)}:{node.lineno}: a bare except"
