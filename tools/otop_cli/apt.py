"""apt without root: lists and cache of its own, with Debian's signatures checked as always.

No mirror is named anywhere in the repository: it is the one that the machine already uses.
"""

import os
import pathlib

from .console import Failure
from .processes import run

KEYRING_NAMES = ("debian-archive-keyring.gpg", "debian-archive-keyring.pgp")
MACHINE_KEYRINGS = pathlib.Path("/usr/share/keyrings")


def configuration(base, sources=None):
    """The text of an apt.conf that keeps everything below `base`; with `sources`, only that file's mirrors."""
    lines = [
        f'Dir::State::lists "{base}/lists";',
        f'Dir::Cache "{base}";',
        'Acquire::Languages "none";',
        'APT::Sandbox::User "";',  # root need not become _apt, which could not read our folders
        'Debug::NoLocking "1";',
    ]
    if sources:
        lines += [
            f'Dir::Etc::sourcelist "{sources}";',
            'Dir::Etc::sourceparts "/dev/null";',
            'Dir::Etc::preferencesparts "/dev/null";',
        ]
    return "\n".join(lines) + "\n"


def sources_text(mirror, suites, keyring):
    return f"Types: deb\nURIs: {mirror}\nSuites: {' '.join(suites)}\nComponents: main\nSigned-By: {keyring}\n"


def debian_mirror(index_targets):
    """The mirror of Debian itself among the machine's sources, given as lines `URI ORIGIN LABEL`."""
    for line in index_targets.splitlines():
        uri, *names = line.split()
        if names == ["Debian", "Debian"]:
            return uri
    return None


class Apt:
    """The machine's own sources, or with `suites` those suites of Debian on the machine's mirror."""

    def __init__(self, cache, suites=()):
        self.cache, self.suites = cache, tuple(suites)
        self.base = cache / ("apt-debian" if suites else "apt")
        self._environment = None

    def run(self, program, *arguments, **options):
        return run(program, *arguments, env=self.environment(), **options)

    def download(self, names, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.run("apt-get", "-qq", "download", *names, cwd=folder)

    def environment(self):
        """Made, and its lists fetched, when first needed."""
        if self._environment is None:
            for folder in ("lists/partial", "archives/partial"):
                (self.base / folder).mkdir(parents=True, exist_ok=True)
            sources = self._write_sources() if self.suites else None
            file = self.base / "apt.conf"
            file.write_text(configuration(self.base, sources))
            environment = {**os.environ, "APT_CONFIG": str(file)}
            run("apt-get", "-qq", "update", env=environment)
            self._environment = environment
        return self._environment

    def _write_sources(self):
        machine = Apt(self.cache)
        file = self.base / "debian.sources"
        file.write_text(sources_text(self._mirror(machine), self.suites, self._keyring(machine)))
        return file

    @staticmethod
    def _mirror(machine):
        named = os.environ.get("OTOP_DEBIAN_MIRROR")
        if named:
            return named
        # apt knows who made a list only once it has fetched it, and the machine's own lists may be empty
        targets = machine.run(
            "apt-get", "indextargets", "--format", "$(REPO_URI) $(ORIGIN) $(LABEL)", "Created-By: Packages"
        )
        mirror = debian_mirror(targets)
        if not mirror:
            raise Failure("no mirror of Debian is set up on this machine: name one in OTOP_DEBIAN_MIRROR")
        return mirror

    @staticmethod
    def _keyring(machine):
        named = os.environ.get("OTOP_DEBIAN_KEYRING")
        if named:
            return named
        unpacked = machine.cache / "keyring"
        folders = (MACHINE_KEYRINGS, unpacked / "usr/share/keyrings")

        def search():
            return next(
                (folder / name for folder in folders for name in KEYRING_NAMES if (folder / name).is_file()), None
            )

        if not search():  # Ubuntu, say: its own signed package brings Debian's keys
            machine.download(["debian-archive-keyring"], unpacked)
            run("dpkg-deb", "-x", next(unpacked.glob("*.deb")), unpacked)
        keyring = search()
        if not keyring:
            raise Failure("Debian's signing keys were not found: name a keyring in OTOP_DEBIAN_KEYRING")
        return keyring
