"""What the architecture tests read: the source as it lies in the repository."""

import ast
import functools
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADDONS = ("otop_centre", "otop_centre_pos", "otop_centre_reports")


def manifest(addon):
    return ast.literal_eval((ROOT / addon / "__manifest__.py").read_text(encoding="utf-8"))


def files(addon, *suffixes, below="", skip=("tests", "static/tests")):
    """The addon's files with these endings, its tests left out."""
    base = ROOT / addon
    for path in sorted((base / below).rglob("*")):
        relative = path.relative_to(base).as_posix()
        if path.suffix in suffixes and not any(relative.startswith(f"{folder}/") for folder in skip):
            yield path


@functools.cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def attribute(klass, name):
    """The value of a literal class attribute such as `_name`, or None."""
    for node in klass.body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets):
            try:
                return ast.literal_eval(node.value)
            except ValueError:
                return None
    return None


def model_classes(path):
    """The classes of a file that are Odoo models."""
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef) and (attribute(node, "_name") or attribute(node, "_inherit")):
            yield node
