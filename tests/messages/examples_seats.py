"""Examples of what is said about seats: chairs that are wanted, stepping back, a good goodbye."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from bot.domain.people import Organisation, Partner, Partnership, Person, Role
from bot.messages.cards import chairs, checkins, goodbyes
from bot.messages.cards.goodbyes import Goodbye
from bot.messages.parts import Card, Form

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
    return {
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
        "goodbyes.parting_form.asking": goodbyes.parting_form(own, {"back_if": words}, to=[], asking="Keep it?"),
        "goodbyes.step_back_form": goodbyes.step_back_form(sam, {"back_if": words}),
        "goodbyes.step_back_form.asking": goodbyes.step_back_form(sam, {"back_if": words}, asking="Keep it?"),
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
