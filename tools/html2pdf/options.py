"""The command line that Odoo writes, read into plain values. Lengths are millimetres."""

from dataclasses import dataclass, field

PAPERS = {
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "A6": (105, 148),
    "B4": (250, 353),
    "B5": (176, 250),
    "Legal": (215.9, 355.6),
    "Letter": (215.9, 279.4),
}
UNITS = {"mm": 1, "cm": 10, "in": 25.4, "px": 25.4 / 96}
FLAGS = {
    "--disable-javascript",
    "--disable-local-file-access",
    "--disable-smart-shrinking",
    "--enable-local-file-access",
    "--header-line",
    "--quiet",
    "--version",
}


@dataclass
class Options:
    bodies: list = field(default_factory=list)
    output: str = ""
    version: bool = False
    width: float = 210
    height: float = 297
    margins: dict = field(default_factory=dict)
    header: str | None = None
    footer: str | None = None
    header_spacing: float = 0
    footer_spacing: float = 0
    header_line: bool = False
    cookies: list = field(default_factory=list)


def millimetres(text):
    for unit, factor in UNITS.items():
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * factor
    return float(text)


def cookies_of(jar):
    """Odoo's jar has one cookie a line, as a browser's `Set-Cookie` has it; only name and value matter here."""
    with open(jar, encoding="utf-8") as file:
        for line in filter(None, map(str.strip, file)):
            name, _equals, value = line.split(";")[0].partition("=")
            yield name, value


def parse(arguments):
    given, flags, files, cookies = {}, set(), [], []
    rest = iter(arguments)
    for word in rest:
        if not word.startswith("-"):
            files.append(word)
        elif word in FLAGS:
            flags.add(word)
        elif word == "--cookie":
            cookies.append((next(rest), next(rest)))
        else:
            given[word] = next(rest)
    if "--cookie-jar" in given:
        cookies += cookies_of(given["--cookie-jar"])
    width, height = PAPERS[given.get("--page-size", "A4")]
    if "--page-width" in given and "--page-height" in given:
        width, height = millimetres(given["--page-width"]), millimetres(given["--page-height"])
    if given.get("--orientation", "").lower() == "landscape":
        width, height = height, width
    *bodies, output = files or [""]
    return Options(
        bodies=bodies,
        output=output,
        version="--version" in flags,
        width=width,
        height=height,
        margins={side: millimetres(given.get(f"--margin-{side}", "10")) for side in ("top", "right", "bottom", "left")},
        header=given.get("--header-html"),
        footer=given.get("--footer-html"),
        header_spacing=millimetres(given.get("--header-spacing", "0")),
        footer_spacing=millimetres(given.get("--footer-spacing", "0")),
        header_line="--header-line" in flags,
        cookies=cookies,
    )
