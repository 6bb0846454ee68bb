"""Examples of what is said about calls: before one, how it went, what got in the way, and what the one rung sees."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from bot.domain.calls import Hindrance, Outcome
from bot.domain.manners import Kind
from bot.domain.quiet import NextStep, Usual
from bot.messages.cards import calls, hindrances, left_be, our_part, quiet, signs
from bot.messages.parts import Card, Form, Item, Items
from bot.messages.words import spoken
from bot.storage.signs import Sign

TODAY = date(2026, 11, 24)

Shown = dict[str, Card | Form]


def _of_items(*items: Item) -> Card:
    parts = (Items(items=items),)
    return Card(text=spoken(parts), parts=parts)


def _sign(outcome: Outcome, way: Hindrance | None) -> Sign:
    return Sign(on_day=TODAY, by="Priya Shah", outcome=outcome, way=way)


def _answers(name: str) -> Shown:
    """The coordinator's answer with what stands beside the names; and the next names."""
    counts = quiet.Counts(
        seats=13, slow=5, away=1, not_messaged=0, unreachable=0, invited=0, chairs=["a GP"], maybe_the_table=True
    )
    first = quiet.QuietOne(
        partner_id=4,
        name=name,
        organisation="Ward 9 Trust",
        last_on=date(2026, 10, 12),
        asked_on=date(2026, 11, 9),
        usual=Usual.FORTNIGHTS,
        meetings_missed=2,
        only_one=True,
        waited_for=False,
        step=NextStep.CALL,
        rings=("Jo Lee", date(2026, 11, 23)),
    )
    mine = replace(first, partner_id=5, name="Una Fox", only_one=False, step=NextStep.OFFER, rings=None, mine=True)
    beside = quiet.Beside(
        rang=[calls.Rung(partner_id=5, name="Una Fox")],
        way=hindrances.counted({Hindrance.TIME: 3, Hindrance.SLOT: 2}),
        left=[SimpleNamespace(name="Lewis Ray", until=date(2027, 1, 4))],
    )
    part = our_part.OurPart(name="Riverside", last_on=TODAY, open=[], late=[], kept=0, let_go=0, waiting=[])
    line = our_part.line(part, today=TODAY)
    return {
        "quiet.answer.beside": quiet.answer(line, counts, [first, mine], more=0, beside=beside, today=TODAY),
        "quiet.answer.off": quiet.answer(
            line, counts, [], more=0, beside=quiet.Beside(off=[Kind.CHECK_IN]), today=TODAY
        ),
        "quiet.further": quiet.further([first, mine], before=3, more=2, today=TODAY),
        "quiet.further.none": quiet.further([], before=3, more=0, today=TODAY),
    }


def of_calls(words: str) -> Shown:
    sam = calls.Rung(partner_id=4, name=words[:90] or "Sam Okoye")
    said = words[:500] or "we ring eleven numbers"
    least = calls.Brief(partner_id=4, call_id=7, name=sam.name, organisation=None, ask_on=date(2026, 11, 25))
    full = calls.Brief(
        partner_id=4,
        call_id=7,
        name=sam.name,
        organisation="Ward 9 Trust",
        view=(said, date(2026, 9, 12)),
        last=(said, False, date(2026, 9, 2)),
        worth=said,
        waiting=[("Lewis Ray", said)],
        told=["too much on", "the meeting slot"],
        ask_on=date(2026, 11, 25),
    )
    other = calls.Brief(
        partner_id=4,
        call_id=None,
        name=sam.name,
        organisation="Ward 9 Trust",
        last=(said, True, date(2026, 9, 2)),
        waited_for=True,
        other=("Jo Lee", date(2026, 11, 23)),
    )
    began = calls.Brief(
        partner_id=4, call_id=7, name=sam.name, organisation="Ward 9 Trust", last=(said, False, date(2026, 9, 2))
    )
    return {
        "calls.brief": calls.brief(full, today=TODAY),
        "calls.brief.least": calls.brief(least, today=TODAY),
        "calls.brief.other": calls.brief(other, today=TODAY),
        "calls.brief.open": calls.brief(began, today=TODAY),
        "calls.wont": calls.wont(sam.name),
        "calls.nothing_meant": calls.nothing_meant(sam.name),
        "calls.how_it_went": calls.how_it_went(sam),
        **{
            f"calls.went.{outcome.value}": calls.went(sam, outcome, counted=True)
            for outcome in Outcome
            if outcome is not Outcome.DENIED
        },
        "calls.went.not_counted": calls.went(sam, Outcome.STILL_IN, counted=False),
        "calls.way_noted": calls.way_noted(sam, Hindrance.SLOT),
        "calls.which_way": calls.which_way(sam.name),
        "calls.undone": calls.undone(sam),
        "calls.not_oneself": calls.not_oneself(),
        "calls.stepping_back": _of_items(calls.stepping_back("Priya Shah", words[:90] or "Home from hospital")),
        "calls.stepping_back.nobody": _of_items(calls.stepping_back("", "Home from hospital")),
        "calls.waits": _of_items(calls.waits(sam)),
        **{
            f"signs.noted_for_you.{outcome.value}": _of_items(signs.noted_for_you(_sign(outcome, way)))
            for outcome, way in (
                (Outcome.STILL_IN, Hindrance.TIME),
                (Outcome.SOMEBODY_ELSE, None),
                (Outcome.STEPPING_BACK, Hindrance.HEARD),
            )
        },
        "left_be.form": left_be.form(4, sam.name),
        "left_be.left": left_be.left(4, sam.name, date(2027, 1, 4), None, today=TODAY),
        "left_be.undone": left_be.undone(sam.name, None),
        "left_be.undone.before": left_be.undone(sam.name, date(2027, 1, 4)),
        "left_be.lifted": left_be.lifted(),
        "left_be.not_left_be": left_be.not_left_be(),
        "hindrances.preview": hindrances.preview(),
        "hindrances.question": hindrances.question(),
        "hindrances.posted": hindrances.posted(),
        "hindrances.asked_lately": hindrances.asked_lately(date(2026, 11, 2), date(2026, 12, 28), today=TODAY),
        "hindrances.thanked": hindrances.thanked(Hindrance.TIME),
        "hindrances.taken_back": hindrances.taken_back(was_there=True),
        "hindrances.taken_back.none": hindrances.taken_back(was_there=False),
        **_answers(sam.name),
    }
