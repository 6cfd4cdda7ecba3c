"""An option appears with the code that honours it: no value of a selection that nothing uses."""

import ast
import re
from collections import Counter

from .repository import ADDONS, ROOT, files, tree

# Fields whose values are facts that people sort and count by: the program only keeps and shows them.
FACTS = {
    "producer_kind": "as the CDD register has it; for its report",
    "producer_legal_form": "proposes what papers and tax ask for; each form is its own answer",
    "otop_operator_type": "who runs the centre: its accountant's answer, printed and exported",
    "otop_segment": "the quadrant of the CDD; for reports",
    "otop_storage": "where the goods are kept; on labels and at the till",
    "otop_region": "for reports",
    "type": "which paper it is; shown beside the file",
    "reason": "why goods went back; on the withdrawal note",
    "otop_reason": "the same, kept on the transfer",
    "fiscal_quarter": "counted by, and read from the date",
}


def constant(path, name):
    """What a name of a file stands for, here or in the file of ours that it is taken from."""
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets):
            return node.value
        if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
            home = (node.module or "").rsplit(".", 1)[-1]
            for addon in ADDONS:
                for other in files(addon, ".py"):
                    if other.stem == home and (found := constant(other, name)):
                        return found
    return None


def selections(addon):
    """(file, field, [constants]) of every selection whose values are written out, here or where it takes them from."""
    for path in files(addon, ".py"):
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
                continue
            call = node.value
            if getattr(call.func, "attr", "") != "Selection":
                continue
            given = call.args[:1] + [keyword.value for keyword in call.keywords if keyword.arg == "selection"]
            pairs = given and (constant(path, given[0].id) if isinstance(given[0], ast.Name) else given[0])
            if isinstance(pairs, ast.List):
                values = [pair.elts[0] for pair in pairs.elts if isinstance(pair, ast.Tuple)]
                yield path, node.targets[0].id, values


FOUND = [found for addon in ADDONS for found in selections(addon)]


def test_the_selections_are_found():
    fields = {field for _path, field, _values in FOUND}
    assert {"state", "mode", "commission_base", "decision", "channel", "reason", *FACTS} <= fields
    assert len(FOUND) > 35


def test_every_value_is_used():
    """Each value stands once more than where it is declared: in code, a view, data or a query."""
    counts = Counter()
    for addon in ADDONS:
        for path in files(addon, ".py", ".xml", ".js"):
            counts.update(re.findall(r"""(?<=["'])[A-Za-z0-9_]+(?=["'])""", path.read_text(encoding="utf-8")))
    # a list that several fields share is declared once
    declared = Counter(node.value for node in {id(node): node for *_rest, values in FOUND for node in values}.values())
    unused = sorted(
        f"{path.relative_to(ROOT)}: {field}: {node.value}"
        for path, field, values in FOUND
        for node in values
        if field not in FACTS and counts[node.value] <= declared[node.value]
    )
    assert not unused, f"an option that nothing honours: {unused}"
