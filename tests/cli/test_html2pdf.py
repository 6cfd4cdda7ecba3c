"""The PDF printer: Thai on two pages with header and footer, and one outline entry for each record."""

import contextlib
import os
import pathlib
import re
import signal
import socket
import subprocess
import time

import pypdfium2
import pytest
from html2pdf.options import parse
from otop_cli.places import Places
from PyPDF2 import PdfReader

PAGE = '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="margin:0">{}</body></html>'
NUMBERS = """หน้า <span class="page"></span> จาก <span class="topage"></span>"""
# as Odoo hands them over: those of all records in one file, and a script that would pick one
HEADERS = """<script>document.body.textContent = "script"</script><div id="minimal_layout_report_headers">{}</div>"""
A4 = (595, 842)


@pytest.fixture
def printer(tmp_path):
    places = Places.from_environment()

    def write(name, html):
        (tmp_path / name).write_text(PAGE.format(html), encoding="utf-8")
        return str(tmp_path / name)

    def start(bodies, *options, header='<p style="margin:0">ศูนย์ OTOP แพรกษา</p>', **environment):
        files = [write(f"body{number}.html", body) for number, body in enumerate(bodies)]
        header = write("header.html", header)
        footer = write("footer.html", NUMBERS)
        output = tmp_path / "out.pdf"
        command = [
            places.bin / "wkhtmltopdf",
            "--quiet",
            "--page-size",
            "A4",
            "--margin-top",
            "40",
            "--margin-bottom",
            "25",
            "--header-spacing",
            "30",
            "--header-html",
            header,
            "--footer-html",
            footer,
            *options,
            *files,
            output,
        ]
        path = f"{environment.pop('before', '')}:{places.bin}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "TMPDIR": str(tmp_path), **environment}
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)

    def finish(process):
        _out, said = process.communicate()
        return process.returncode, said

    def run(bodies, *options, **more):
        assert finish(start(bodies, *options, **more)) == (0, "")
        assert not left(tmp_path)
        return tmp_path / "out.pdf"

    run.start, run.finish, run.folder = start, finish, tmp_path
    return run


def left(folder):
    """What a printer has left behind: browsers that work in its folder, and the folders themselves."""
    processes = []
    for line in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if f"{folder}/otop-chromium" in line.read_bytes().decode(errors="replace"):
                processes.append(line)
    return processes + list(folder.glob("otop-chromium.*"))


def texts(file):
    document = pypdfium2.PdfDocument(file)
    return [page.get_textpage().get_text_range() for page in document]


def test_two_thai_pages_with_header_and_page_numbers(printer):
    file = printer(['<p>ใบแจ้งยอดขายสินค้าฝากขาย</p><p style="break-before:page">ยอดสุทธิผู้ฝากขาย</p>'])
    first, second = texts(file)
    for number, text in enumerate((first, second), start=1):
        assert "ศูนย์ OTOP แพรกษา" in text
        assert f"หน้า {number} จาก 2" in text
    assert "ใบแจ้งยอดขายสินค้าฝากขาย" in first
    assert "ยอดสุทธิผู้ฝากขาย" in second


def test_the_header_stands_above_the_body_and_the_footer_below(printer):
    page = pypdfium2.PdfDocument(printer(["<p>เนื้อหา</p>"]))[0].get_textpage()
    heights = {}
    for word in ("OTOP", "เนื้อหา", "หน้า 1"):
        index, _count = page.search(word).get_next()
        heights[word] = page.get_charbox(index)[1]
    assert heights["OTOP"] > heights["เนื้อหา"] > heights["หน้า 1"]


def test_each_page_has_the_header_and_the_count_of_its_own_record(printer):
    """Ten records in one job; the third has three pages."""
    long = '<p>สาม</p><p style="break-before:page">สาม</p><p style="break-before:page">สาม</p>'
    bodies = [long if number == 2 else f"<p>เนื้อหา {number}</p>" for number in range(10)]
    header = HEADERS.format("".join(f"<div>TAS{number:05}</div>" for number in range(10)))
    owners = [0, 1, 2, 2, 2, *range(3, 10)]
    counts = [(1, 1), (1, 1), (1, 3), (2, 3), (3, 3), *[(1, 1)] * 7]
    pages = texts(printer(bodies, header=header))
    assert [re.findall(r"TAS\d+", text) for text in pages] == [[f"TAS{owner:05}"] for owner in owners]
    for text, (number, total) in zip(pages, counts, strict=True):
        assert f"หน้า {number} จาก {total}" in text


def test_a_header_higher_than_the_paper_makes_no_page(printer):
    assert len(texts(printer(["<p>หนึ่ง</p>"], header='<div style="height:900mm">สูง</div>'))) == 1


def test_several_records_can_be_told_apart(printer):
    reader = PdfReader(printer(["<p>หนึ่ง</p>", '<p>สอง</p><p style="break-before:page">สาม</p>', "<p>สี่</p>"]))
    destinations = reader.trailer["/Root"]["/Dests"]
    assert [destinations[name][0] for name in sorted(destinations)] == [0, 1, 3]
    entry, count = reader.trailer["/Root"]["/Outlines"]["/First"], 1
    while "/Next" in entry:
        entry, count = entry["/Next"], count + 1
    assert count == 3


def test_the_paper_can_lie_on_its_side(printer):
    boxes = [PdfReader(printer(["<p>ก</p>"], *more)).pages[0].mediabox for more in ([], ["--orientation", "Landscape"])]
    assert [(int(box.width), int(box.height)) for box in boxes] == [A4, A4[::-1]]


def test_a_page_cannot_read_files_of_this_machine(printer, tmp_path):
    (tmp_path / "secret.html").write_text("<p>ความลับ</p>", encoding="utf-8")
    text = texts(printer([f'<p>เปิด</p><iframe src="file://{tmp_path}/secret.html"></iframe>']))[0]
    assert "เปิด" in text
    assert "ความลับ" not in text


def test_nothing_is_fetched_from_anywhere(printer):
    """A picture, a style and a frame of a server that would keep the printer waiting for ever."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        site = f"http://127.0.0.1:{silent.getsockname()[1]}"
        page = (
            f'<base href="{site}/"><link rel="stylesheet" href="/s.css"><img src="{site}/p.png"><p>เนื้อหา</p>'
            f'<iframe src="{site}/f"></iframe><script>fetch("{site}/x"); new WebSocket("ws" + "{site}".slice(4))</script>'
        )
        assert "เนื้อหา" in texts(printer([page]))[0]
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.accept()


def test_a_page_that_never_ends_is_given_up(printer):
    process = printer.start(["<p>ก</p><script>while (true);</script>"], OTOP_PRINT_SECONDS="4")
    assert printer.finish(process) == (2, "Chromium did not finish within 4 seconds\n")
    assert not left(printer.folder)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo no shared library >&2; exit 1", "Chromium does not start (no shared library)\n"),
        ("exit 0", "Chromium does not start (Chromium ended by itself)\n"),
        ("sleep 60", "Chromium does not start (Chromium did not finish within 2 seconds)\n"),
    ],
)
def test_a_browser_that_does_not_start_is_an_error(printer, script, said):
    """Odoo takes 1 for a warning and would file the empty file."""
    broken = printer.folder / "broken"
    broken.mkdir()
    (broken / "chromium").write_text(f"#!/bin/sh\n{script}\n")
    (broken / "chromium").chmod(0o755)
    process = printer.start(["<p>ก</p>"], before=broken, OTOP_PRINT_SECONDS="2")
    assert printer.finish(process) == (2, said)
    assert not left(printer.folder)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_printer_that_is_ended_takes_its_browser_along(printer, number):
    process = printer.start(["<p>ก</p><script>while (true);</script>"])
    wait_for(lambda: len(left(printer.folder)) > 2)
    process.send_signal(number)
    process.communicate()
    wait_for(lambda: not [there for there in left(printer.folder) if there.name == "cmdline"])
    printer(["<p>ก</p>"])  # takes the folder away that the killed one left


def wait_for(true, seconds=20):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_it_says_what_odoo_wants_to_hear():
    program = Places.from_environment().bin / "wkhtmltopdf"
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    assert said == "wkhtmltopdf 0.12.6 (with patched qt)\n"


def test_the_options_that_odoo_passes():
    options = parse(
        [
            "--disable-local-file-access",
            "--cookie-jar",
            "jar.txt",
            "--quiet",
            "--page-width",
            "80mm",
            "--page-height",
            "20cm",
            "--margin-top",
            "5",
            "--dpi",
            "90",
            "--zoom",
            "1.06",
            "--cookie",
            "a",
            "b",
            "one.html",
            "two.html",
            "out.pdf",
        ]
    )
    assert (options.width, options.height) == (80, 200)
    assert options.margins["top"] == 5
    assert (options.bodies, options.output) == (["one.html", "two.html"], "out.pdf")
