"""Examples of reflecting: questions, what is given back, debriefs, and pairs who see it differently."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.questions import About, Chosen, Fact
from bot.domain.reflections import Reflection, Shared
from bot.messages.cards import notes, reflections, reflections_back
from bot.messages.cards.reflection_questions import NAMED
from bot.messages.parts import Card, Form
from tests.messages.examples_understanding import partner

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
WEEK = timedelta(days=7)


def of_questions(words: str) -> dict[str, Card | Form]:
    fact = Fact(about=About.MOVED, number=3, words=words)
    general, moved = Chosen(question=NAMED["both_sides"]), Chosen(question=NAMED["moved_room"], fact=fact)
    return {
        "reflections.form": reflections.form(general, words=words, asking="Is it so?"),
        "reflections.form.from_a_fact": reflections.form(moved),
        "reflections.form.met": reflections.form(None, met=True),
        "reflections.another": reflections.another(general),
        "reflections.another.from_a_fact": reflections.another(moved),
        "reflections.another.again": reflections.another(Chosen(question=NAMED["stopped"], before=TODAY - 60 * WEEK)),
        "reflections.all_met": reflections.all_met(),
    }


def of_giving_back(words: str) -> dict[str, Card | Form]:
    one = Reflection(id=3, number=2, text=words, shared=Shared.PRIVATE, on=TODAY - 6 * WEEK, partner_id=4)
    back = [reflections_back.six_weeks_on(one), reflections_back.before_meeting(one)]
    part = notes.TableNote(partner=partner(), check_in=None, due=[], waiting=[], quiet=None, back=back)
    return {
        "notes.note.given_back": notes.note([part], today=TODAY),
        "reflections_back.still": reflections_back.still(one),
        "reflections_back.form": reflections_back.form(one),
        "reflections_back.form.asked": reflections_back.form(one, words=words, asking="Is it so?"),
    }


def of_reflecting(words: str) -> dict[str, Card | Form]:
    return {**of_questions(words), **of_giving_back(words)}
