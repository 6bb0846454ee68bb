"""What the history leaves behind, read with nothing of the rules that made it."""

from collections import Counter, defaultdict
from datetime import time, timedelta

import holidays
import pytest
from sqlalchemy import select

from bot.demo import history
from bot.demo.history import HERE
from bot.demo.table import SHOWN, SLUG
from bot.demo.telling import LineNotLivedError, Telling
from bot.services import digests, identity, imports, standing
from bot.storage.schema import away, consent, outbox, partner, person
from tests.demo.conftest import OPENS_AT, a_delivery

BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")


@pytest.fixture
async def sent(told):
    """What went out: each row with the first name of whom it went to, None for the table."""

    def read(tx):
        names = {row.id: row.name.partition(" ")[0] for row in tx.execute(select(person))}
        rows = tx.execute(select(outbox).where(outbox.c.state == "sent").order_by(outbox.c.sent_at, outbox.c.id))
        return [(names.get(row.person_id), row) for row in rows]

    return await told.read(read)


def of_kind(sent, kind):
    return [(who, row) for who, row in sent if row.kind == kind]


def on(row):
    return row.sent_at.astimezone(HERE).date()


def week(row):
    return on(row).isocalendar()[:2]


async def test_the_table_stands_as_its_page_says(told):
    def read(tx):
        here = imports.table_for(tx, SLUG, new=False, now=OPENS_AT)
        return standing.at_table(tx, identity.operator_of(here.id), at=OPENS_AT)

    found = await told.read(read)
    states = {one.partner.person.first_name: one.state.value for one in found.partners}
    others = {name: state for name, state in states.items() if state != "here"}

    assert others == {
        "Sam": "quiet",
        "Jo": "quiet",
        "Anna": "asked",
        "Owen": "invited",
        "Bev": "not_messaged",
        "Tom": "away",
        "Leanne": "new",
        "Pete": "left",
    }
    assert {one.first_name for one in SHOWN} == states.keys() - {"Pete"}
    assert sum(one.state.value == "quiet" for one in found.organisations) == 1
    assert {chair.name for chair in found.chairs} > {"a GP"}


async def test_every_week_had_its_one_digest(sent):
    weeks = Counter(week(row) for _who, row in of_kind(sent, "digest"))
    first = OPENS_AT.date() - timedelta(weeks=25, days=1)
    every = {(first + timedelta(weeks=number)).isocalendar()[:2] for number in range(26)}

    assert weeks == dict.fromkeys(every, 1)


async def test_nothing_came_at_night_at_a_weekend_or_on_a_bank_holiday(sent):
    for _who, row in sent:
        local = row.sent_at.astimezone(HERE)

        assert time(9, 30) <= local.time() < time(16)
        assert local.weekday() < 5
        assert local.date() not in BANK_HOLIDAYS


async def test_nobody_had_two_notes_in_a_week_or_two_reminders_on_a_day(sent):
    notes = Counter((who, week(row)) for who, row in of_kind(sent, "note"))
    reminders = defaultdict(set)
    for who, row in of_kind(sent, "reminder"):
        reminders[who, on(row)].add(row.message_id)

    assert set(notes.values()) == {1}
    # What is due on one day comes in one message.
    assert {len(messages) for messages in reminders.values()} == {1}


async def test_a_silence_was_asked_about_three_times_at_most_and_ever_more_slowly(sent):
    spells = defaultdict(list)
    for who, row in of_kind(sent, "check_in"):
        spells[who, row.period.partition("/")[0]].append(on(row))
    gaps = {key: [(day - days[0]).days for day in days] for key, days in spells.items()}

    assert {who for who, _spell in spells} == {"Sam", "Jo", "Anna", "Fiona"}
    assert all(len(days) <= 3 for days in gaps.values())
    assert all(later >= least for days in gaps.values() for later, least in zip(days, (0, 7, 21), strict=False))
    assert max(len(days) for days in gaps.values()) == 3


async def test_every_check_in_came_inside_a_note(sent):
    notes = {row.message_id for _who, row in of_kind(sent, "note")}

    assert all(row.message_id in notes for _who, row in of_kind(sent, "check_in"))


async def test_nobody_was_written_to_without_a_yes(told, sent):
    def read(tx):
        found = tx.execute(
            select(person.c.name, consent.c.at)
            .join(partner, partner.c.id == consent.c.partner_id)
            .join(person, person.c.id == partner.c.person_id)
            .where(consent.c.answer == "yes")
        )
        return {row.name.partition(" ")[0]: row.at for row in found}

    agreed = await told.read(read)
    unasked = [(who, row) for who, row in sent if who and row.unasked and row.kind != "welcome"]

    assert all(agreed[who] < row.sent_at for who, row in unasked)
    assert [row.kind for who, row in sent if who in ("Owen", "Bev")] == ["welcome", "welcome"]
    assert set(Counter(who for who, _row in of_kind(sent, "welcome")).values()) == {1}


async def test_nobody_was_written_to_while_away_or_on_a_day_they_do_not_work(told, sent):
    def read(tx):
        rows = tx.execute(select(away, person.c.name).join(person, person.c.id == away.c.person_id))
        return [(row.name.partition(" ")[0], row.from_on, row.until_on) for row in rows]

    for who, first, last in await told.read(read):
        assert not [row for name, row in sent if name == who and first < on(row) <= last]
    said_so = next(on(row) for who, row in of_kind(sent, "welcome") if who == "Gareth") + timedelta(days=1)
    assert {on(row).weekday() for who, row in sent if who == "Gareth" and on(row) > said_so} <= {1, 2, 3}


async def test_a_line_that_is_refused_or_asked_back_is_not_passed_over(told):
    telling = Telling(told, a_delivery(told), OPENS_AT)
    for words in ("nonsense about nothing", "/commit", "done all of it", "away until 31 November"):
        line = history.Line(monday=OPENS_AT.date(), at=OPENS_AT, who="marcus", words=words)

        with pytest.raises(LineNotLivedError):
            await telling.live(line)


async def test_the_digest_of_the_day_has_something_of_everything(told):
    def read(tx):
        here = imports.table_for(tx, SLUG, new=False, now=OPENS_AT)
        return digests.for_table(tx, identity.operator_of(here.id), now=OPENS_AT)

    said = (await told.read(read)).text
    for word in ("Kept", "Learned", "Due in the coming week", "Still missing"):
        assert word in said
