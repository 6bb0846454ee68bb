"""The question that `/reflect` asks: this week's, or another; each is noted, so that it does not come twice."""

from datetime import datetime

from sqlalchemy import Connection

from bot.domain.people import Partner
from bot.domain.questions import FRESH, Chosen, choose
from bot.domain.reflections import monday_of
from bot.messages.cards import reflection_questions as bank
from bot.messages.cards import reflections as cards
from bot.services.request import Reply, Said
from bot.storage import asked_questions as storage


def this_weeks(tx: Connection, asker: Partner, *, now: datetime) -> Chosen | None:
    """The one they were asked this week, if any, else the next; None once they have met them all."""
    monday = monday_of(asker.local_date(now))
    asked = storage.of(tx, asker)
    if asked and asked[-1].on == monday and (same := named(tx, asker, asked[-1].name, now=now)):
        return same
    return _ask_next(tx, asker, now=now)


def _ask_next(tx: Connection, asker: Partner, *, now: datetime) -> Chosen | None:
    today, asked = asker.local_date(now), storage.of(tx, asker)
    facts = storage.happened(tx, asker, since=now - FRESH)
    chosen = choose(bank.BANK, asked, facts, person=asker.person.id, today=today)
    if chosen:
        storage.note(tx, asker, chosen.question.name, monday=monday_of(today))
    return chosen


def named(tx: Connection, asker: Partner, name: str, *, now: datetime) -> Chosen | None:
    """The question of a name, with what it begins from; None for no question of ours, or once nothing is left to say.

    What comes in from outside may be no name at all.
    """
    question = bank.NAMED.get(name)
    if question is None or question.about is None:
        return Chosen(question=question) if question else None
    facts = storage.happened(tx, asker, since=now - 2 * FRESH)
    fact = next((one for one in facts if one.about is question.about), None)
    return Chosen(question=question, fact=fact) if fact else None


def another(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Another question instead, on a card that a form opens from; it counts as asked."""
    chosen = _ask_next(tx, asker, now=now)
    return Reply(show=cards.another(chosen) if chosen else cards.all_met())
