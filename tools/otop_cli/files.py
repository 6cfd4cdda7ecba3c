"""Files that only their owner may read, and that are never seen half-written."""

import os
import pathlib
import tempfile


def written(path, text, mode=0o600):
    """Puts a text in place in one step, and leaves a file alone that says the same already: another command, or the
    printer of a running server, may be reading it."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_text() == text:
        path.chmod(mode)
        return
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(number, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        pathlib.Path(name).unlink(missing_ok=True)
        raise


def appended(path):
    """A log, opened to go on writing. Logs name people, so nobody else reads them, not even an old one."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    file = open(path, "a", opener=lambda name, flags: os.open(name, flags, 0o600))  # noqa: SIM115 (the caller closes)
    os.fchmod(file.fileno(), 0o600)
    return file


def closed_folder(path):
    """A folder that nobody else can enter; what lies in it is closed with it."""
    path = pathlib.Path(path)
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path
