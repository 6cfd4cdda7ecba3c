"""What the documents name is there: pages, pictures, headings, commands, log-ins."""

import pathlib
import re
import xml.etree.ElementTree as ET

import pytest
from otop_cli.commands.up import LOGINS
from otop_cli.main import COMMANDS

REPO = pathlib.Path(__file__).resolve().parents[2]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|[`\s])\./otop ([a-z][a-z0-9-]*)")


def pages():
    found = [page for page in REPO.rglob("*.md") if not {".odoo", ".git", "node_modules"} & set(page.parts)]
    return sorted(found, key=lambda page: page.relative_to(REPO).as_posix())


def anchors(page):
    """The anchors of a page's headings, as the forges make them."""
    headings = re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def name(page):
    return page.relative_to(REPO).as_posix()


def read(path):
    return (REPO / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", pages(), ids=name)
def test_links_and_pictures_lead_somewhere(page):
    lost = []
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            lost.append(target)
    assert not lost


@pytest.mark.parametrize("page", pages(), ids=name)
def test_commands_exist(page):
    named = set(COMMAND.findall(page.read_text(encoding="utf-8")))
    assert named <= set(COMMANDS), f"./otop has no such command: {sorted(named - set(COMMANDS))}"


def test_readme_lists_the_log_ins_of_the_demo():
    table = read("README.md").partition("| Log in as |")[2].partition("\n\n")[0]
    listed = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert listed == [login for login, _what in LOGINS]


@pytest.mark.parametrize("picture", sorted((REPO / "docs" / "img").glob("*.png")), ids=lambda picture: picture.name)
def test_pictures_are_light_and_used(picture):
    assert picture.stat().st_size < 150_000
    assert any(picture.name in page.read_text(encoding="utf-8") for page in pages())


def test_both_guides_show_the_same():
    english, thai = (
        re.findall(r"\((\.\./img/\w+\.png)\)", read(f"docs/guide/{language}.md")) for language in ("en", "th")
    )
    assert english == thai


def test_every_decision_is_listed():
    records = sorted(path.name for path in (REPO / "docs" / "decisions").glob("0*.md"))
    assert re.findall(r"\((0\d+[\w-]+\.md)\)", read("docs/decisions/README.md")) == records


@pytest.mark.parametrize("record", sorted((REPO / "docs" / "decisions").glob("0*.md")), ids=lambda record: record.stem)
def test_every_decision_has_the_one_form(record):
    text = record.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(record.name[:4])}. ")
    parts = re.findall(r"^\*\*([A-Z][a-z ]+)\.\*\* (\S+)", text, re.MULTILINE)
    form = ["Status", "Date", "Context", "Decision", "Alternatives refused", "Consequence"]
    assert [name for name, _first in parts] == form
    assert re.search(r"^\*\*Status\.\*\* (Accepted|Superseded)\b", text, re.MULTILINE)
    assert re.search(r"^\*\*Date\.\*\* \d{1,2} [A-Z][a-z]+ \d{4}\.$", text, re.MULTILINE)


def test_every_decision_is_listed_by_its_own_title():
    listed = re.findall(r"\[(\d+\. .+)\]\((0\d+[\w-]+\.md)\)", read("docs/decisions/README.md"))
    for title, name in listed:
        assert read(f"docs/decisions/{name}").startswith(f"# {title}\n"), name


def test_the_code_that_a_page_of_the_core_names_is_there():
    """`otop.…` models and files in the documents exist."""
    models = set()
    for addon in ("otop_centre", "otop_centre_pos", "otop_centre_reports"):
        for path in (REPO / addon).rglob("*.py"):
            models |= set(re.findall(r'^    _name = "([\w.]+)"', path.read_text(encoding="utf-8"), re.MULTILINE))
    # decided, not built: the record says so
    planned = {"otop.ledger.release"}
    for page in (REPO / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        named = {name.rstrip(".") for name in re.findall(r"`(otop\.[a-z_.]+?)(?:\._\w+)?`", text)}
        assert named <= models | planned, f"{name(page)}: {sorted(named - models)}"
        for path in re.findall(r"`((?:otop_centre\w*|tests|tools)/[\w./-]+)`", text):
            assert (REPO / path.rstrip("/")).exists(), f"{name(page)} names {path}"


def menu_paths():
    """Every menu of ours in English, as the path that a reader follows."""
    names, menus = {}, {}
    for addon in ("otop_centre", "otop_centre_pos", "otop_centre_reports"):
        for path in (REPO / addon).rglob("*.xml"):
            if "static" in path.parts:
                continue
            for node in ET.parse(path).iter():
                if node.tag == "record" and (label := node.find("field[@name='name']")) is not None:
                    names[full(addon, node.get("id"))] = label.text
                elif node.tag == "menuitem":
                    links = (full(addon, node.get("action")), full(addon, node.get("parent")))
                    menus[full(addon, node.get("id"))] = (node.get("name"), *links)

    def path_of(menu):
        label, action, parent = menus[menu]
        return (*(path_of(parent) if parent in menus else ()), label or names.get(action))

    return {path_of(menu)[1:] for menu in menus}


def full(addon, xml_id):
    return xml_id and (xml_id if "." in xml_id else f"{addon}.{xml_id}")


@pytest.mark.parametrize("page", ["docs/guide/en.md", "docs/flow.md", "docs/ledger.md", "README.md"])
def test_english_pages_name_menus_that_are_there(page):
    """The Thai guide is held against the Thai menus in tests/i18n."""
    paths = menu_paths()
    for found in re.findall(r"\*([A-Z][^*\n]+ › [^*\n]+)\*", read(page)):
        parts = tuple(part.strip() for part in found.split("›"))
        # a button at the end of the way is none of the menus
        assert parts in paths or (parts[-1] == "New" and parts[:-1] in paths), f"{page}: {found}"


def test_the_english_guide_names_buttons_that_are_there():
    """What the guide prints in italics is a label on a screen of ours, or a word of Odoo's own."""
    labels = set()
    for addon in ("otop_centre", "otop_centre_pos", "otop_centre_reports"):
        for path in (REPO / addon).rglob("*.xml"):
            text = path.read_text(encoding="utf-8")
            labels |= set(re.findall(r'(?:string|name)="([^"]+)"', text))
            labels |= set(re.findall(r'<field name="name">([^<]+)<', text))
        for path in (REPO / addon).rglob("*.py"):
            labels |= set(re.findall(r'"([A-Z][^"\n]+)"', path.read_text(encoding="utf-8")))
    odoo = {"New", "Payment", "Validate", "Orders", "Refund"}
    named = set(re.findall(r"(?<!\*)\*([A-Z][^*\n›]+)\*(?!\*)", read("docs/guide/en.md")))
    assert len(named) > 15
    assert not named - labels - odoo - {"OTOP Centre"}
