"""Examples of what is said about sponsors: asked, listed, ended, and a word to one about an empty seat."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from bot.domain.people import Partner, Partnership, Person, Role
from bot.domain.quiet import NextStep, Usual
from bot.messages.cards import notes, our_part, quiet, sponsors, welcome
from bot.messages.parts import Card, Form

TODAY = date(2026, 11, 24)

Shown = dict[str, Card | Form]


def of_sponsors(words: str) -> Shown:
    body = words[:90] or "Ward 9 Trust"
    one = SimpleNamespace(id=2, partner_id=8, name="Dr Lewis", organisation=body, has_agreed=True)
    waits = SimpleNamespace(id=3, partner_id=9, name="Mo Hart", organisation="Riverside", has_agreed=False)
    lewis = Partner(
        id=8,
        partnership=Partnership(id=1, slug="home", name="Home from hospital"),
        person=Person(id=8, name="Dr Lewis", email="lewis@ward9.example"),
        seat_id=12,
        organisation=None,
        role=Role.SPONSOR,
        joined_on=date(2026, 9, 1),
    )
    told = notes.TableNote(
        partner=replace(lewis, role=Role.PARTNER),
        check_in=None,
        due=[],
        waiting=[],
        quiet=None,
        seat_word=sponsors.told_first("Priya", "Dr Lewis"),
    )
    part = our_part.OurPart(
        name="Ward 9 Trust", sponsored=True, last_on=TODAY, open=[], late=[], kept=0, let_go=0, waiting=[]
    )
    nobody = our_part.line(part, today=TODAY)
    counts = quiet.Counts(
        seats=3, slow=1, away=0, not_messaged=0, unreachable=0, invited=0, chairs=[], maybe_the_table=False
    )
    sam = quiet.QuietOne(
        partner_id=4,
        name="Sam Okoye",
        organisation="Ward 9 Trust",
        last_on=date(2026, 9, 12),
        asked_on=date(2026, 9, 29),
        usual=Usual.FORTNIGHTS,
        meetings_missed=None,
        only_one=True,
        waited_for=False,
        step=NextStep.CALL,
        sponsor="Dr Lewis",
    )
    return {
        "sponsors.form": sponsors.form({"who": words[:200]}, [(5, "Ward 9 Trust"), (6, "Riverside")]),
        "sponsors.no_organisations": sponsors.no_organisations(),
        "sponsors.which_seat": sponsors.which_seat(body, ["Riverside", "Ward 9 Trust"]),
        "sponsors.which_seat.unsaid": sponsors.which_seat("", ["Riverside"]),
        "sponsors.sits_here": sponsors.sits_here(lewis),
        "sponsors.has_one": sponsors.has_one(one, mine=False),
        "sponsors.has_one.waits": sponsors.has_one(waits, mine=False),
        "sponsors.has_one.asked_already": sponsors.has_one(waits, mine=True),
        "sponsors.asked": sponsors.asked(waits, written_to=True),
        "sponsors.asked.by_word_of_mouth": sponsors.asked(waits, written_to=False),
        "sponsors.offer": sponsors.offer(replace_with(waits, body), lewis),
        "sponsors.gone": sponsors.gone(),
        "sponsors.agreed": sponsors.agreed(one),
        "sponsors.declined": sponsors.declined(),
        "sponsors.stays_to_read": sponsors.stays_to_read(),
        "sponsors.answered": sponsors.answered(one, yes=True),
        "sponsors.answered.no": sponsors.answered(one, yes=False),
        "sponsors.stepped_down": sponsors.stepped_down(one),
        "sponsors.ended": sponsors.ended(one),
        "sponsors.none_here": sponsors.none_here(),
        "sponsors.none_here.named": sponsors.none_here(body),
        "sponsors.listing": sponsors.listing([one, waits], convenes=True, mine=1),
        "sponsors.listing.mine": sponsors.listing([one, waits], convenes=False, mine=8),
        "sponsors.listing.asked": sponsors.listing([one, waits], convenes=False, mine=9),
        "sponsors.listing.none": sponsors.listing([], convenes=False, mine=1),
        "sponsors.not_seated": sponsors.not_seated(one),
        "sponsors.sorted_out": sponsors.sorted_out(),
        "sponsors.nothing_to_sort": sponsors.nothing_to_sort(),
        "sponsors.draft": sponsors.draft(one, "Home from hospital"),
        "sponsors.not_now": sponsors.not_now(body),
        "notes.note.seat_word": notes.note([told], today=TODAY),
        "notes.note.sponsor_asked": notes.note(
            [replace(told, seat_word=(), waiting=[sponsors.waits(waits, "Home from hospital")])], today=TODAY
        ),
        "our_part.our_part.sponsored": our_part.our_part(part, "Home from hospital", today=TODAY),
        "quiet.answer.sponsor": quiet.answer(nobody, counts, [sam], more=0, today=TODAY),
        "welcome.invitation.sponsor": welcome.invitation(lewis, inviter="Priya Shah", sponsors=body),
        "welcome.invitation.sponsor.nobody": welcome.invitation(lewis, inviter="", sponsors=body),
    }


def replace_with(one: SimpleNamespace, body: str) -> SimpleNamespace:
    return SimpleNamespace(**{**vars(one), "organisation": body})
