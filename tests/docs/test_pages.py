"""The pages themselves: links lead somewhere, nothing of a machine stands in them, records are short."""

import re
import tomllib

import pytest

from tests.docs.markdown import DOCS, EVERY_PAGE, ROOT, code, links, parts, prose, text

NAMES = [str(page.relative_to(ROOT)) for page in EVERY_PAGE]
a_page = pytest.mark.parametrize("page", EVERY_PAGE, ids=NAMES)
RECORDS = sorted((DOCS / "decisions").glob("*.md"))

# What would only be true on the machine of whoever wrote it.
OF_A_MACHINE = re.compile(r"/home/|/Users/|/root\b|/work/|/tmp/|\bC:\\|localhost:(?!8000)\d", re.IGNORECASE)
TAKES = re.compile(r"\b(TODO|FIXME|XXX|TBD)\b")


@a_page
def test_relative_links_lead_to_files_that_are_there(page):
    relative = [link.partition("#")[0] for link in links(page) if not re.match(r"https?:|#", link)]

    assert [link for link in relative if not (page.parent / link).exists()] == []


@a_page
def test_links_inside_a_page_lead_to_its_headings(page):
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in parts(page)}

    assert [link for link in links(page) if link.startswith("#") and link[1:] not in anchors] == []


@a_page
def test_nothing_of_a_machine_stands_in_a_page(page):
    assert OF_A_MACHINE.findall(text(page)) == []
    assert TAKES.findall(text(page)) == []


@a_page
def test_a_page_begins_with_its_one_title(page):
    assert re.match(r"# \S", text(page))
    assert len(re.findall(r"^# ", prose(page), re.MULTILINE)) == 1


@a_page
def test_what_is_to_be_typed_is_marked_as_shell(page):
    assert {language for language, _ in code(page)} <= {"sh", "python", "json", "text"}


def test_the_readme_names_the_two_commands_exactly():
    typed = [block.strip() for language, block in code(ROOT / "README.md") if language == "sh"]

    assert "make run" in typed
    assert "make test" in typed


def test_each_package_that_is_installed_is_in_the_record_of_them():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = set(re.findall(r"^\| ([\w-]+) \|", text(DOCS / "decisions" / "0006-dependencies.md"), re.MULTILINE))

    assert {re.split(r"[^\w-]", one)[0] for one in project["dependencies"]} == named - {"package"}


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_every_make_target_that_is_named_can_be_made(page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text(page), re.MULTILINE))

    assert named <= targets


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_a_decision_record_is_short_and_says_what_was_given_up(record):
    assert len(text(record).splitlines()) <= 40
    assert list(parts(record))[1:] == ["Context", "Choice", "What we gave up"]
    assert next(iter(parts(record))).startswith(f"{record.name[:4]}: ")


def test_decision_records_are_numbered_once():
    numbers = [record.name[:4] for record in RECORDS]

    assert len(numbers) == len(set(numbers))
