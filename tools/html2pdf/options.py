"""The command line that Odoo writes, read into plain values. Lengths are millimetres."""

import os
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
    # how long one document may take, from the environment: Odoo has no word for it
    seconds: float = 60


def millimetres(text):
    for unit, factor in UNITS.items():
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * factor
    return float(text)


def parse(arguments):
    given, flags, files = {}, set(), []
    rest = iter(arguments)
    for word in rest:
        if not word.startswith("-"):
            files.append(word)
        elif word in FLAGS:
            flags.add(word)
        elif word == "--cookie":  # the printer fetches nothing, so it needs nobody's session
            next(rest), next(rest)
        else:
            given[word] = next(rest)
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
        seconds=float(os.environ.get("OTOP_PRINT_SECONDS") or 60),
    )
