"""The PDF printer: Thai on two pages with header and footer, and one outline entry for each record."""

import os
import subprocess

import pypdfium2
import pytest
from html2pdf.options import parse
from otop_cli.places import Places
from PyPDF2 import PdfReader

PAGE = '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="margin:0">{}</body></html>'
NUMBERS = """<span class="page"></span><script>
const given = new URLSearchParams(location.search);
document.querySelector(".page").textContent = `หน้า ${given.get("page")} จาก ${given.get("topage")}`;
</script>"""
A4 = (595, 842)


@pytest.fixture
def printer(tmp_path):
    places = Places.from_environment()

    def write(name, html):
        (tmp_path / name).write_text(PAGE.format(html), encoding="utf-8")
        return str(tmp_path / name)

    def run(bodies, *options):
        files = [write(f"body{number}.html", body) for number, body in enumerate(bodies)]
        header = write("header.html", '<p style="margin:0">ศูนย์ OTOP แพรกษา</p>')
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
        environment = {**os.environ, "PATH": f"{places.bin}:{os.environ['PATH']}"}
        result = subprocess.run(command, capture_output=True, text=True, env=environment)
        assert result.returncode == 0, result.stderr
        return output

    return run


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


def test_it_says_what_odoo_wants_to_hear():
    program = Places.from_environment().bin / "wkhtmltopdf"
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    assert said == "wkhtmltopdf 0.12.6 (with patched qt)\n"


def test_the_options_that_odoo_passes(tmp_path):
    jar = tmp_path / "jar"
    jar.write_text("session_id=abc; HttpOnly; domain=localhost; path=/;\n")
    options = parse(
        [
            "--disable-local-file-access",
            "--cookie-jar",
            str(jar),
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
    assert options.cookies == [("a", "b"), ("session_id", "abc")]
    assert (options.bodies, options.output) == (["one.html", "two.html"], "out.pdf")
