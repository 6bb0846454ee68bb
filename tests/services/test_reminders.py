"""Why a commitment is remembered on a day, for people with working days of their own."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.domain.manners import Wishes
from bot.domain.people import Answer
from bot.services import reminders
from bot.storage.weeks import Item

MADE = datetime(2026, 8, 1, 9, tzinfo=UTC)


def due(day: date) -> Item:
    return Item(
        partnership_id=1,
        partner_id=2,
        number=3,
        text="send the discharge data",
        due_on=day,
        plan=None,
        plan_on=None,
        state="open",
        made_at=MADE,
        closed_at=None,
        name="Sam Okoye",
        organisation="Ward 9 Trust",
    )


def remembered(day: date, now: datetime, *, days: frozenset[int]) -> bool:
    wishes = Wishes(zone=ZoneInfo("Europe/London"), route="slack", days=days, answer=Answer.YES)
    return bool(reminders.reasons_for(due(day), wishes, now))


def test_whoever_works_on_mondays_is_reminded_on_the_monday_before():
    thursday, monday = date(2026, 9, 10), datetime(2026, 9, 7, 10, tzinfo=UTC)

    assert remembered(thursday, monday, days=frozenset({0}))
    assert not remembered(thursday, datetime(2026, 9, 6, 10, tzinfo=UTC), days=frozenset({0}))


def test_whoever_works_on_no_day_near_is_reminded_on_the_day_as_far_back_as_we_look():
    bank_holiday = date(2026, 8, 31)

    assert remembered(bank_holiday, datetime(2026, 8, 31, 10, tzinfo=UTC), days=frozenset({0}))
