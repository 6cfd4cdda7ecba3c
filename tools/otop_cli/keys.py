"""Keys by content: a thing is made again when, and only when, what it is made of has changed."""

import hashlib
import pathlib


def digest(*parts):
    total = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()[:16]


def sha256(path):
    total = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            total.update(block)
    return total.hexdigest()


def files_key(*paths):
    return digest(*(part for path in paths for part in (pathlib.Path(path).name, pathlib.Path(path).read_bytes())))


def addons_key(repo, addons):
    """All that an installed database holds of these add-ons. Their Python tests and papers are no part of it."""
    parts = []
    for addon in addons:
        for path in sorted((repo / addon).rglob("*")):
            inside = path.relative_to(repo / addon)
            if not path.is_file() or inside.parts[0] == "tests" or "__pycache__" in inside.parts:
                continue
            if path.suffix in (".md", ".rst", ".pyc"):
                continue
            parts += [addon, inside, path.read_bytes()]
    return digest(*parts)
