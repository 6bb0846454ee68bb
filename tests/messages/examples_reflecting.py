"""Examples of reflecting: questions, what is given back, debriefs, and pairs who see it differently."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.debriefs import Debrief
from bot.domain.questions import About, Chosen, Fact
from bot.domain.reflections import Reflection, Shared
from bot.messages.cards import debriefs, notes, pairs, reflections, reflections_back
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


def of_debriefs(words: str) -> dict[str, Card | Form]:
    one = Debrief(number=2, begun_on=TODAY, answered=4)
    mine = Reflection(id=3, number=2, text=words, shared=Shared.TABLE, on=TODAY, author="Sam Okoye", debrief=2, part=1)
    nobodys = replace(mine, author=None, shared=Shared.UNNAMED, part=2)
    further = {"challenge.show": "/table challenge"}
    shown = debriefs.Shown(debrief=one, shared=[mine, nobodys], further=further, can_answer=True)
    hidden = replace(mine, shared=Shared.PRIVATE)
    part = notes.TableNote(partner=partner(), check_in=None, due=[], waiting=[debriefs.offer(one)], quiet=None)
    return {
        "notes.note.debrief": notes.note([part], today=TODAY),
        "debriefs.form": debriefs.form(one, {}),
        "debriefs.form.asked": debriefs.form(one, {"part2": words}, asking="Is it so?"),
        "debriefs.kept": debriefs.kept([hidden, replace(hidden, number=3, part=3)], further),
        "debriefs.kept.careful": debriefs.kept([hidden], {}, careful=True),
        "debriefs.debrief": debriefs.debrief(shown),
        "debriefs.debrief.nobody_yet": debriefs.debrief(replace(shown, debrief=replace(one, answered=0), shared=[])),
        "debriefs.debrief.looks_on": debriefs.debrief(replace(shown, shared=[], further={}, can_answer=False)),
        "debriefs.none_yet": debriefs.none_yet(),
    }


def of_pairs(words: str) -> dict[str, Card | Form]:
    jo = partner(words[:60])
    waiting = [pairs.offer(7, jo), pairs.offer(8, replace(jo, organisation=None)), pairs.waits(jo)]
    part = notes.TableNote(partner=partner(), check_in=None, due=[], waiting=waiting, quiet=None)
    return {
        "notes.note.pair": notes.note([part], today=TODAY),
        "pairs.both": pairs.both(jo),
        "pairs.said_yes": pairs.said_yes(7),
        "pairs.not_now": pairs.not_now(7),
        "pairs.never": pairs.never(),
        "pairs.again": pairs.again(),
        "pairs.over": pairs.over(),
    }


def of_reflecting(words: str) -> dict[str, Card | Form]:
    return {**of_questions(words), **of_giving_back(words), **of_debriefs(words), **of_pairs(words)}
