"""Examples of what is said about seats: chairs that are wanted, stepping back, a good goodbye."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from bot.domain.people import Organisation, Partner, Partnership, Person, Role
from bot.domain.perspectives import Spoken
from bot.messages.cards import catchup, chairs, checkins, closings, goodbyes, successions
from bot.messages.cards.catchup import Missed
from bot.messages.cards.goodbyes import Goodbye
from bot.messages.parts import Card, Form, Quote

TODAY = date(2026, 11, 24)

Shown = dict[str, Card | Form]


def _sam() -> Partner:
    return Partner(
        id=3,
        partnership=Partnership(id=1, slug="home", name="Home from hospital"),
        person=Person(id=3, name="Sam Okoye", email="sam@ward9.example"),
        seat_id=5,
        organisation=Organisation(id=2, name="Ward 9 Trust"),
        role=Role.PARTNER,
        joined_on=date(2026, 9, 1),
    )


def _back(name: str, words: str | None) -> SimpleNamespace:
    return SimpleNamespace(name=name, stepped_on=date(2026, 3, 9), back_if=words)


def of_seats(words: str) -> Shown:
    sam = _sam()
    own = replace(sam, organisation=None)
    did = SimpleNamespace(kept=[words, "send the void list"], spoke=True)
    little = SimpleNamespace(kept=[words], spoke=False)
    nothing = SimpleNamespace(kept=[], spoke=False)
    viewed = SimpleNamespace(kept=[], spoke=True)
    wanted = [SimpleNamespace(seat_id=6, name=words[:90] or "a GP"), SimpleNamespace(seat_id=7, name="a carer")]
    offer = SimpleNamespace(id=2, giver="Sam Okoye", organisation="Ward 9 Trust")
    from_ann = SimpleNamespace(id=3, giver="Ann Bell", organisation=None)
    counts = Spoken(seats=9, spoken=4)
    much = Missed(
        counts=counts,
        people=14,
        since=date(2026, 10, 12),
        happened=[(Quote(text=words), ".")] * 10,
        lines=[(Quote(text=words), ".")],
        waiting=[successions.waits(offer), successions.waits(from_ann)],
    )
    return {
        "catchup.missed": catchup.missed(replace(sam.partnership, ambition=words), much, today=TODAY),
        "catchup.missed.newcomer": catchup.missed(sam.partnership, replace(much, since=None), today=TODAY),
        "catchup.missed.nothing": catchup.missed(
            sam.partnership, replace(much, happened=[], waiting=[], lines=[]), today=TODAY
        ),
        "catchup.missed.nothing_lately": catchup.missed(
            sam.partnership, replace(much, since=None, happened=[]), today=TODAY
        ),
        "closings.asking": closings.asking(sam.partnership),
        "closings.form": closings.form(sam.partnership, typed=words),
        "closings.closed": closings.closed(sam.partnership, TODAY),
        "closings.goodbye": closings.goodbye(sam.partnership, TODAY),
        "closings.is_closed": closings.is_closed(sam.partnership, since=TODAY, until=TODAY, convenes=False),
        "closings.is_closed.coordinator": closings.is_closed(sam.partnership, since=TODAY, until=TODAY, convenes=True),
        "closings.reopened": closings.reopened(sam.partnership),
        "successions.form": successions.form({"who": words}),
        "successions.asked": successions.asked("Una", stays=True),
        "successions.asked.leaves": successions.asked("Una", stays=False),
        "successions.yourself": successions.yourself(),
        "successions.not_yours": successions.not_yours(),
        "successions.sits_elsewhere": successions.sits_elsewhere(sam),
        "successions.kept": successions.kept(),
        "successions.offer": successions.offer(offer, sam),
        "successions.offer.own_right": successions.offer(from_ann, sam),
        "successions.gone": successions.gone(),
        "successions.taken": successions.taken(offer, offered=2),
        "successions.taken.nothing_open": successions.taken(offer, offered=0),
        "successions.thanks": successions.thanks(sam, "Una", stays=True),
        "successions.thanks.left": successions.thanks(sam, "Una", stays=False),
        "successions.declined": successions.declined(offer),
        "successions.was_declined": successions.was_declined("Una"),
        "chairs.off_the_list": chairs.off_the_list([words[:90]], role="a GP", seat_id=6),
        "chairs.invite_form": chairs.invite_form(wanted, chosen="6", line=words),
        "chairs.no_chair": chairs.no_chair(),
        "chairs.invited": chairs.invited(words[:90], "Sam Okoye", seat_id=6, came=False),
        "chairs.invited.here": chairs.invited(words[:90], "Sam Okoye", seat_id=6, came=True),
        "checkins.turned_on": checkins.turned_on(),
        "checkins.turned_off": checkins.turned_off(),
        "goodbyes.leaving": goodbyes.leaving(sam, last=False),
        "goodbyes.leaving.last": goodbyes.leaving(sam, last=True),
        "goodbyes.parting_form": goodbyes.parting_form(sam, {"back_if": words}, to=[(4, "Una Fox")]),
        "goodbyes.parting_form.asking": goodbyes.parting_form(own, {"back_if": words}, to=[], asking="Is it so?"),
        "goodbyes.step_back_form": goodbyes.step_back_form(sam, {"back_if": words}),
        "goodbyes.step_back_form.asking": goodbyes.step_back_form(sam, {"back_if": words}, asking="Is it so?"),
        "goodbyes.others_sit_for_it": goodbyes.others_sit_for_it("Ward 9 Trust", ["Una Fox"]),
        "goodbyes.others_sit_for_it.several": goodbyes.others_sit_for_it("Ward 9 Trust", ["Una Fox", "Dr Lewis"]),
        "goodbyes.goodbye": goodbyes.goodbye(sam, Goodbye(did=did, let_go=2)),
        "goodbyes.goodbye.offered_on": goodbyes.goodbye(sam, Goodbye(did=little, offered=2, to="Una")),
        "goodbyes.goodbye.nothing_open": goodbyes.goodbye(sam, Goodbye(did=nothing)),
        "goodbyes.goodbye.stepped_back": goodbyes.goodbye(sam, Goodbye(did=viewed, body="Ward 9 Trust", careful=True)),
    }


def beside_the_table(words: str) -> tuple:
    """What stands below who sits here."""
    back = [_back("Ward 9 Trust", words), _back("Elm Street Advice", None)]
    taken = [
        SimpleNamespace(role="a GP", name="Sam Okoye", came=True),
        SimpleNamespace(role="a carer", name="Rita Moss", came=False),
    ]
    return chairs.taken(taken), chairs.stepped_back(back * 4, today=TODAY)
