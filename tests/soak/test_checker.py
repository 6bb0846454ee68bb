"""The checker finds what it is there to find: a breach of each rule in a record without fault, and only that rule."""

import ast
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.soak import checker
from tests.soak.checker import RULES, check
from tests.soak.checker.lines import Deed, Message, read_all, write_all
from tests.soak.diary import (
    ASKS,
    BEN,
    DIGEST,
    NOTE,
    PAPER,
    REMINDER,
    TABLE,
    WELCOME,
    YES_OR_NO,
    call,
    clean,
    deed,
    message,
    on,
    posted,
    told,
    unasked,
)

FOLDER = Path(checker.__file__).parent


def without(mark):
    return [one for one in clean() if not (isinstance(one, Message) and one.mark == mark)]


def changed(mark, **fields):
    return [replace(one, **fields) if isinstance(one, Message) and one.mark == mark else one for one in clean()]


# Each is one breach, whatever else it might be taken for.
BREACHES = {
    "in_hours": changed("convenor:1", at=on(1, 9, 29)),
    "not_on_a_bank_holiday": changed("convenor:6", at=on(29)),
    "on_a_working_day": [*clean(), deed(on(20, month=4), "days", days=[0]), unasked(on(27, month=4), NOTE)],
    "not_while_away": [
        *clean(),
        deed(on(26, month=4), "away", day=date(2027, 5, 10)),
        unasked(on(5, month=5), NOTE),
    ],
    "nobody_who_stopped": [*clean(), deed(on(26, month=4), "stop"), unasked(on(27, month=4), NOTE)],
    "nobody_who_left": [*clean(), deed(on(26, month=4), "leave"), unasked(on(27, month=4), NOTE)],
    "no_yes_no_messages": [*clean(), unasked(on(2), NOTE, to=BEN)],
    "one_welcome": [*clean(), unasked(on(3), WELCOME, *YES_OR_NO)],
    "ways_out": [*clean(), message(on(27, month=4), NOTE)],
    "one_note_a_week": [*clean(), unasked(on(21, month=4), NOTE)],
    "one_reminder_a_day": [
        *clean(),
        deed(on(2), "committed", words="send paper 000002", day=date(2027, 3, 12)),
        unasked(on(12, 11), REMINDER.replace(PAPER, "send paper 000002")),
    ],
    "one_digest_a_week": [*clean(), posted(on(9), DIGEST)],
    "three_touches": [*clean(), unasked(on(4, month=5), ASKS)],
    "touches_apart": changed("convenor:8", at=on(19, month=4)),
    "nobody_who_is_here": [
        *clean(),
        deed(on(21, month=4), "looked"),
        unasked(on(4, month=5), ASKS),
    ],
    "nothing_twice": [
        *clean(),
        message(on(1, 11, 2), "Thank you.", way="post", mark="convenor:3", to=BEN),
        deed(on(1, 11), "asked", who=BEN, answered="message"),
    ],
    "no_answer_twice": [*clean(), message(on(2, 11), "You said it.", mark="convenor:33")],
    "no_reminder_twice": [*clean(), unasked(on(15), REMINDER)],
    "every_answer_comes": without("convenor:5"),
    "every_welcome_comes": [*clean(), deed(on(2), "joined", table="Table 0002")],
    "every_reminder_comes": [
        replace(one, what="looked") if isinstance(one, Deed) and one.what == "done" else one
        for one in without("convenor:4")
    ],
    "every_digest_comes": [one for one in clean() if not (isinstance(one, Message) and one.text == DIGEST)],
    "everybody_silent_is_asked": without("convenor:8"),
    "nothing_pings": [*clean(), posted(on(16), "The week at last. <!channel>")],
    "names_nobody_silent": [*clean(), posted(on(4, month=5), f"Here at {TABLE}: Trust 1 and others.")],
    "a_second_apart": [*clean(), call(on(2, 10) + timedelta(seconds=0.3), 2.3)],
    "waits_when_told": [
        *clean(),
        call(on(3), 10.0, status=429),
        call(on(3) + timedelta(seconds=10), 20.0, channel="D2"),
    ],
}


def test_a_record_without_fault_passes():
    assert check(told(clean())) == []


def test_there_is_a_breach_of_every_rule():
    assert list(BREACHES) == [rule.__name__ for rule in RULES]


@pytest.mark.parametrize("rule", BREACHES)
def test_a_breach_is_found_and_nothing_else(rule):
    found = check(told(BREACHES[rule]))

    assert {one.rule for one in found} == {rule}
    assert all(one.lines for one in found)


def test_every_rule_says_where_it_comes_from():
    for rule in RULES:
        assert (rule.__doc__ or "").startswith(("DESIGN", "CONTRACTS"))


def test_what_is_written_down_is_read_as_it_was(tmp_path):
    lines = told(clean())

    write_all(tmp_path, lines)

    assert list(read_all(tmp_path)) == lines


def imports_of(file):
    """The modules that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import hides where it leads"
            yield str(node.module)


def test_the_checker_knows_nothing_of_the_bot():
    """Nor of anything of ours outside its own folder, so that nothing of the bot's comes in by a back door."""
    ours = {
        name
        for file in FOLDER.rglob("*.py")
        for name in imports_of(file)
        if name.split(".", 1)[0] in ("bot", "config", "tests", "benchmarks", "tools")
    }

    assert {name for name in ours if not name.startswith("tests.soak.checker")} == set()
    assert (FOLDER.parent / "__init__.py").read_text(encoding="utf-8") == ""
    assert (FOLDER.parents[1] / "__init__.py").read_text(encoding="utf-8") == ""
