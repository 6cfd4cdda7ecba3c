"""Small files: one subject each, so that a reader holds a whole file in his head."""

from .repository import ADDONS, ROOT, files

ROOMS = ("models", "wizard", "integrity", "report")
MOST_LINES = 350
USUAL_LINES = 150


def sizes():
    for addon in ADDONS:
        for room in ROOMS:
            if (ROOT / addon / room).is_dir():
                for path in files(addon, ".py", below=room):
                    yield path.relative_to(ROOT).as_posix(), len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_long():
    long = [f"{name}: {lines}" for name, lines in sizes() if lines > MOST_LINES]
    assert not long, f"over {MOST_LINES} lines: look for the second subject: {long}"


def test_most_files_are_short():
    lines = [lines for name, lines in sizes() if not name.endswith("__init__.py")]
    short = sum(number <= USUAL_LINES for number in lines)
    assert len(lines) > 100
    assert short / len(lines) > 0.8, f"{short} of {len(lines)} files have at most {USUAL_LINES} lines"
