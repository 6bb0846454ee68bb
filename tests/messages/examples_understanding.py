"""Examples of understanding first: what makes it worth it, the challenge in words, views said back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.acts import Act
from bot.domain.challenges import Answer, Own, State, Tally, Wording
from bot.domain.people import Organisation, Partner, Partnership, Person, Role
from bot.domain.say_backs import SayBack
from bot.domain.say_backs import State as Said
from bot.messages import of_challenge as wordings_in_notes
from bot.messages.cards import beginning, challenge, notes, say_backs, worths
from bot.messages.parts import Card, Form

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAY = timedelta(days=1)

# What is held on somebody of it, by heading.
OF_UNDERSTANDING = ("worths", "wordings", "reasons", "said_back", "mended")


def partner(name: str = "Sam Okoye") -> Partner:
    here = Partnership(id=1, slug="home", name="Home from hospital")
    person = Person(id=2, name=name, email="sam@ward9.example")
    body = Organisation(id=3, name="Ward 9 Trust")
    return Partner(
        id=4,
        partnership=here,
        person=person,
        seat_id=5,
        organisation=body,
        role=Role.PARTNER,
        joined_on=TODAY - 90 * DAY,
    )


def wording(words: str, **more) -> Wording:
    usual = {"id": 1, "number": 1, "text": words, "state": State.STANDS, "made_at": NOW, "stood_at": NOW}
    whose = {"partner_id": 4, "seat_id": 5, "author": "Sam Okoye", "organisation": "Ward 9 Trust"}
    return Wording(**{**usual, **whose, **more})


def of_challenge(words: str) -> dict[str, Card | Form]:
    first = wording(words, taken_up_by="Sam Okoye")
    second = wording(
        words,
        number=2,
        reason=words,
        author=words[:60],
        partner_id=9,
        seat_id=7,
        organisation=None,
        taken_up_by="Priya Shah",
        stood_at=NOW + DAY,
    )
    nobodys = wording(words, number=3, author=None, partner_id=None, seat_id=None, organisation=None)
    proposed = [replace(second, state=State.PROPOSED, taken_up_by=None, stood_at=None)]
    mine = [replace(first, number=4, state=State.PROPOSED)]
    tallies = {
        1: Tally(seats=9, by_answer={Answer.RECOGNISE: 4, Answer.NEARLY: 1, Answer.NOT_OURS: 1}),
        2: Tally(seats=9, by_answer={Answer.BETTER: 2, Answer.AS_IT_WAS: 1}),
    }
    shown = challenge.Shown(standing=first, tallies=tallies, seats=9, reader=4, today=TODAY)
    beside = replace(shown, proposed=proposed, own=Own(now=Answer.NEARLY, compared={2: Answer.BETTER}))
    answered = challenge.challenge(shown, lead=challenge.noted(Answer.NOT_OURS))
    put = Act(name="challenge.word")
    return {
        "challenge.challenge": challenge.challenge(shown),
        "challenge.challenge.beside": challenge.challenge(replace(beside, earlier=True)),
        "challenge.challenge.careful": challenge.challenge(shown, lead=challenge.put_beside(), careful=True),
        "challenge.challenge.coordinator": challenge.challenge(replace(beside, usable=frozenset({2}))),
        "challenge.challenge.looks_on": challenge.challenge(replace(beside, speaks=False)),
        "challenge.challenge.mine": challenge.challenge(replace(shown, proposed=mine), changed=mine[0]),
        "challenge.challenge.nobodys": challenge.challenge(
            replace(shown, standing=nobodys, own=Own(before=Answer.RECOGNISE))
        ),
        "challenge.challenge.taken_up": challenge.challenge(replace(shown, standing=second)),
        "challenge.and_then": challenge.and_then(answered, challenge.ask_missing(has_view=False)),
        "challenge.and_then.changing": challenge.and_then(answered, challenge.ask_missing(has_view=True)),
        "challenge.nothing_yet": challenge.nothing_yet(speaks=True),
        "challenge.nothing_yet.looks_on": challenge.nothing_yet(speaks=False),
        "challenge.versions": challenge.versions([first, second], today=TODAY),
        "challenge.taken_back": challenge.taken_back(proposed[0]),
        "challenge.nothing_to_take_back": challenge.nothing_to_take_back(),
        "challenge.form": challenge.form({}, act=put, stands=None),
        "challenge.form.beside": challenge.form({"words": words, "reason": words}, act=put, stands=words),
        "challenge.form.nearly": challenge.form(
            {"words": words}, act=Act(name="challenge.nearly", seen=first.fingerprint), stands=words
        ),
        "challenge.form.asked": challenge.form({"words": words}, act=put, stands=words, asking="Is it so?"),
    }


def of_say_backs(words: str) -> dict[str, Card | Form]:
    sam = partner()
    one = SayBack(
        number=3,
        partner_id=8,
        listener="Rita Ahmed",
        of_id=4,
        author="Sam Okoye",
        view=words,
        text=words,
        state=Said.WAITING,
        at=NOW,
    )
    each = [one, *(replace(one, state=state, mended=words) for state in (Said.YES, Said.NEARLY, Said.NOT_QUITE))]
    return {
        "say_backs.said": say_backs.said(one),
        "say_backs.said.careful": say_backs.said(one, careful=True),
        "say_backs.form": say_backs.form(sam, words, seen=7),
        "say_backs.form.asked": say_backs.form(sam, words, seen=7, words=words, asking="Is it so?"),
        "say_backs.changed_since": say_backs.changed_since(sam, words, seen=7, words=words),
        "say_backs.your_own": say_backs.your_own(),
        "say_backs.no_view": say_backs.no_view(words[:60]),
        "say_backs.has_left": say_backs.has_left(words[:60]),
        "say_backs.offer": say_backs.offer(one, sam),
        **{f"say_backs.thanked.{other.state}": say_backs.thanked(other) for other in each[1:]},
        "say_backs.thanked.careful": say_backs.thanked(each[2], careful=True),
        "say_backs.gone": say_backs.gone(),
        "say_backs.mend_form": say_backs.mend_form(one),
        "say_backs.mend_form.asked": say_backs.mend_form(one, words=words, asking="Is it so?"),
        "say_backs.taken_back": say_backs.taken_back(),
        "say_backs.listing": say_backs.listing(each, reader=8),
        "say_backs.listing.others": say_backs.listing(each, reader=4),
        "say_backs.listing.empty": say_backs.listing([], reader=4),
    }


def of_understanding(words: str) -> dict[str, Card | Form]:
    waiting = [*of_notes(words)]
    part = notes.TableNote(partner=partner(), check_in=None, due=[], waiting=waiting, quiet=None)
    return {
        **of_challenge(words),
        **of_say_backs(words),
        "notes.note.understanding": notes.note([part], today=TODAY),
        "beginning.asked_next.to_learn": beginning.asked_next(beginning.who_is_missing(to_learn=True)),
        "beginning.nobody": beginning.nobody(),
        "beginning.asked_next.worth": beginning.asked_next(worths.question(own=True)),
        "worths.given": worths.given(words, then=beginning.who_is_missing(to_learn=True)),
        "worths.given.careful": worths.given(words, careful=True),
        "worths.unsure": worths.unsure(),
        "worths.unsure.then": worths.unsure(then=beginning.who_is_missing(to_learn=True)),
        "worths.withdrawn": worths.withdrawn(),
        "worths.nothing_to_take_back": worths.nothing_to_take_back(),
        "worths.changed_since": worths.changed_since(words),
        "worths.form": worths.form(own=False),
        "worths.form.asked": worths.form(own=True, words=words, asking="Is it so?"),
    }


def of_notes(words: str):
    """Lines of a note."""
    one = SayBack(
        number=3,
        partner_id=8,
        listener="Rita Ahmed",
        of_id=4,
        author="Sam Okoye",
        view=words,
        text=words,
        state=Said.WAITING,
        at=NOW,
    )
    yield say_backs.waits(one)
    yield say_backs.answered(replace(one, state=Said.NEARLY, mended=words))
    yield wordings_in_notes.ask_anew(wording(words))
    yield wordings_in_notes.waits(wording(words, number=2))
