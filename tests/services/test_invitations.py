"""Inviting: one person in words, a list by pasting; and how the invitations fare."""

import pytest
from sqlalchemy import select

from bot.domain.people import Answer, Role
from bot.services import answers, glance, invitations
from bot.services.request import Said
from bot.storage import drafts, people, wishes
from bot.storage import tables as kept
from bot.storage.schema import organisation, person
from tests.support.committing import DAY, NOW, TODAY, fields, labels, press, seat, submit, text, the_cast, words

LIST = """Name\tE-mail\tOrganisation
Nina Khan <nina@elm.example>, Elm Street Advice
lewis.ray@gp.example
Sam Okoye\tsam@a.example\tWard 9 Trust
somebody from housing
nina@elm.example
"""


@pytest.fixture
def cast(tx):
    return the_cast(tx)


def pasted(tx, cast, lines=LIST):
    form = invitations.invite(tx, cast.priya, words(""), now=NOW)
    return invitations.invite(tx, cast.priya, submit(form, lines=lines), now=NOW)


def here(tx, cast):
    return {
        one.person.name: one.organisation and one.organisation.name for one in people.everybody(tx, cast.priya.viewer)
    }


def invited(tx, cast):
    return {name: body for name, body in here(tx, cast).items() if name not in before(cast)}


def before(cast):
    return {one.person.name for one in (cast.priya, cast.sam, cast.jo, cast.rita)}


def test_a_list_is_looked_at_before_anything_is_sent(tx, cast):
    preview = pasted(tx, cast)
    said = text(preview)

    assert said.startswith("Two people would be invited. Nothing has been sent yet.")
    assert "- Nina Khan, nina@elm.example for Elm Street Advice" in said
    assert "- Lewis Ray, lewis.ray@gp.example in their own right" in said
    assert "“Sam Okoye sam@a.example Ward 9 Trust” They sit here already." in said
    assert "“somebody from housing” There's no e-mail address in it." in said
    assert "“nina@elm.example” They stand further up already." in said
    assert labels(preview) == ["Send 2 invitations", "Change"]
    assert invited(tx, cast) == {}


def test_sent_each_has_a_seat_and_will_be_asked_once(tx, cast):
    sent = invitations.invite(tx, cast.priya, press(pasted(tx, cast), "Send 2 invitations"), now=NOW)

    assert invited(tx, cast) == {"Nina Khan": "Elm Street Advice", "Lewis Ray": None}
    assert text(sent).startswith("They'll each get one message, in working hours. - Nina Khan, Elm Street Advice")
    assert {"Make a link for Nina", "Make a link for Lewis", "Mend them"} <= set(labels(sent))
    assert "One line is kept for you to mend." in text(sent)
    assert "what does this look like from where you sit?" in text(sent)
    assert sent.instead
    mend = invitations.invite(tx, cast.priya, press(sent, "Mend them"), now=NOW)
    assert fields(mend)["lines"] == "somebody from housing"


def test_it_can_be_sent_in_words(tx, cast):
    preview = pasted(tx, cast, "Nina Khan <nina@elm.example>")
    number = preview.kept[0].number
    sent = invitations.invite(tx, cast.priya, words(f"draft {number} send"), now=NOW)

    assert text(sent).startswith("They'll get one message, in working hours. - Nina Khan, in their own right")
    assert not sent.instead


def test_a_second_press_sends_nothing_again(tx, cast):
    preview = pasted(tx, cast)
    press_it = press(preview, "Send 2 invitations")
    invitations.invite(tx, cast.priya, press_it, now=NOW)
    again = invitations.invite(tx, cast.priya, press_it, now=NOW)

    assert "That list isn't waiting any more" in text(again)
    assert len(invited(tx, cast)) == 2


def test_a_number_that_now_stands_for_another_list_sends_nothing_and_takes_nothing(tx, cast):
    old = pasted(tx, cast, "Nina Khan <nina@elm.example>")
    new = pasted(tx, cast, "Lewis Ray <lewis@elm.example>")
    assert old.kept[0].number == new.kept[0].number
    for label in ("Send 1 invitation", "Change"):
        assert "isn't waiting" in text(invitations.invite(tx, cast.priya, press(old, label), now=NOW))

    assert invited(tx, cast) == {}
    assert labels(pasted(tx, cast, "Ann Bell <ann@elm.example>"))


def test_words_kept_for_something_else_are_no_list(tx, cast):
    keys = {"partnership_id": cast.priya.partnership.id, "command": "words.not_understood"}
    number = drafts.keep(tx, cast.priya.person.id, **keys, text="Nina <nina@elm.example>", now=NOW)
    reply = invitations.invite(tx, cast.priya, words(f"draft {number} send"), now=NOW)

    assert "isn't waiting" in text(reply)
    assert invited(tx, cast) == {}


def test_whoever_came_meanwhile_is_not_invited_again(tx, cast):
    preview = pasted(tx, cast, "Nina Khan <nina@elm.example>, Elm Street Advice")
    invitations.invite(tx, cast.priya, words("Nina Khan <nina@elm.example> of Elm Street Advice"), now=NOW)
    sent = invitations.invite(tx, cast.priya, press(preview, "Send 1 invitation"), now=NOW)

    assert text(sent).startswith("They all sit here already. Nothing was sent.")


def test_change_opens_the_form_with_what_was_understood_and_loses_nothing(tx, cast):
    preview = pasted(tx, cast)
    form = invitations.invite(tx, cast.priya, press(preview, "Change"), now=NOW)
    assert fields(form)["lines"].splitlines() == [
        "Nina Khan <nina@elm.example>, Elm Street Advice",
        "Lewis Ray <lewis.ray@gp.example>",
        "Sam Okoye\tsam@a.example\tWard 9 Trust",
        "somebody from housing",
        "nina@elm.example",
    ]
    bare = invitations.invite(tx, cast.priya, words(""), now=NOW)
    assert fields(bare) == fields(form)

    changed = fields(form)["lines"].replace("<lewis.ray@gp.example>", "<lewis.ray@gp.example>, GP Surgery")
    again = invitations.invite(tx, cast.priya, submit(form, lines=changed), now=NOW)

    assert "Lewis Ray, lewis.ray@gp.example for GP Surgery" in text(again)
    assert "isn't waiting" in text(invitations.invite(tx, cast.priya, press(preview, "Change"), now=NOW))


def test_what_the_form_could_not_hold_again_is_kept_as_it_was(tx, cast):
    bare = " ".join(f"first.last{number}@elm.example" for number in range(100))
    preview = pasted(tx, cast, bare)

    assert labels(preview) == ["Send 100 invitations", "Change"]
    assert fields(invitations.invite(tx, cast.priya, press(preview, "Change"), now=NOW))["lines"] == bare


def test_nobody_sends_or_reads_somebody_elses_list(tx, cast):
    preview = pasted(tx, cast)
    tx.execute(person.update().where(person.c.id == cast.oscar.person.id).values(name="Oscar Bell"))
    for label in ("Send 2 invitations", "Change"):
        reply = invitations.invite(tx, cast.oscar, press(preview, label), now=NOW)

        assert "isn't waiting" in text(reply)
    assert fields(invitations.invite(tx, cast.oscar, words(""), now=NOW))["lines"] == ""
    assert invited(tx, cast) == {}


@pytest.mark.parametrize("on", [("draft", "x", "send"), ("draft", "9" * 40, "send"), ("draft", "99", "change")])
def test_a_button_from_nowhere_sends_nothing(tx, cast, on):
    assert "isn't waiting" in text(invitations.invite(tx, cast.priya, Said(on=on), now=NOW))


@pytest.mark.parametrize("given", ["", "x" * 5000])
def test_a_form_with_a_fault_stays_open_as_it_was(tx, cast, given):
    reply = pasted(tx, cast, given)

    assert list(reply.wrong) == ["lines"]
    assert fields(reply)["lines"] == given


@pytest.mark.parametrize("given", ["Name, E-mail", "nobody at all\nnor here"])
def test_a_list_of_nobody_is_kept_and_said_to_be_one(tx, cast, given):
    reply = pasted(tx, cast, given)

    assert text(reply).startswith("Nobody can be invited from this yet. I've kept what you pasted.")
    assert labels(reply) == ["Change"]
    assert drafts.read(tx, cast.priya, reply.kept[0].number, "table.invite") == given


def test_whatever_is_pasted_is_only_words(tx, cast):
    nasty = "<script>alert(1)</script> <evil@x.example>, =cmd()\n\u202eمرحب 🙂 <rtl@x.example>"
    preview = pasted(tx, cast, nasty)
    invitations.invite(tx, cast.priya, press(preview, "Send 2 invitations"), now=NOW)

    assert invited(tx, cast) == {"<script>alert(1)</script>": "=cmd()", "\u202eمرحب 🙂": None}


def known_at(tx, cast, email, body):
    """Somebody of that address who sits for that organisation already."""
    who = seat(tx, cast.sam.partnership.id, f"P{email} Person", body)
    tx.execute(person.update().where(person.c.id == who.person.id).values(email=email))


def test_whom_somebody_sits_for_is_guessed_from_who_sits_here_and_shown_to_be_a_guess(tx, cast):
    known_at(tx, cast, "wendy@ward9.example", "Ward 9 Trust")
    preview = pasted(tx, cast, "Nina Khan <nina@ward9.example>")
    assert "Nina Khan, nina@ward9.example for Ward 9 Trust, going by the address" in text(preview)
    form = invitations.invite(tx, cast.priya, press(preview, "Change"), now=NOW)
    assert fields(form)["lines"] == "Nina Khan <nina@ward9.example>, Ward 9 Trust"

    corrected = submit(form, lines="Nina Khan <nina@ward9.example>, in their own right")
    preview = invitations.invite(tx, cast.priya, corrected, now=NOW)
    invitations.invite(tx, cast.priya, press(preview, "Send 1 invitation"), now=NOW)

    assert here(tx, cast)["Nina Khan"] is None


def test_a_guess_is_looked_at_first_even_for_one_person_in_words(tx, cast):
    known_at(tx, cast, "wendy@ward9.example", "Ward 9 Trust")
    reply = invitations.invite(tx, cast.priya, words("Nina Khan <nina@ward9.example>"), now=NOW)

    assert "going by the address" in text(reply)
    assert "Nina Khan" not in here(tx, cast)


@pytest.mark.parametrize("email", ["x@gmail.com", "x@nhs.net"])
def test_nothing_is_guessed_from_an_address_that_anybody_could_have(tx, cast, email):
    known_at(tx, cast, f"wendy{email[1:]}", "Ward 9 Trust")

    assert "in their own right" in text(pasted(tx, cast, f"Nina Khan <{email}>"))


def test_nothing_is_guessed_from_another_table(tx, cast):
    tx.execute(person.update().where(person.c.id == cast.oscar.person.id).values(email="oscar@away.example"))

    assert "in their own right" in text(pasted(tx, cast, "Nina Khan <nina@away.example>"))


def test_one_person_in_words_is_invited_at_once(tx, cast):
    reply = invitations.invite(tx, cast.priya, words("Nina Khan <nina@elm.example> of Elm Street Advice"), now=NOW)
    again = invitations.invite(tx, cast.priya, words("Nina Khan <nina@elm.example> of Elm Street Advice"), now=NOW)

    assert text(reply).startswith("Nina Khan has a seat for Elm Street Advice. I'll write to them once")
    assert labels(reply)[0] == "Make a link for Nina"
    assert "Nina Khan sits here already. Nothing has changed." in text(again)


def test_two_in_words_are_looked_at_first(tx, cast):
    reply = invitations.invite(tx, cast.priya, words("Nina <nina@elm.example>; Lewis <l@elm.example>"), now=NOW)

    assert labels(reply) == ["Send 2 invitations", "Change"]


def test_an_organisation_that_is_known_under_its_name_is_the_same(tx, cast):
    preview = pasted(tx, cast, "Nina Khan <nina@elm.example>, ward 9  TRUST")
    invitations.invite(tx, cast.priya, press(preview, "Send 1 invitation"), now=NOW)

    assert here(tx, cast)["Nina Khan"] == "Ward 9 Trust"
    assert tx.execute(select(organisation.c.id)).all() == [(1,), (2,)]


def test_a_preview_takes_the_same_queries_for_one_and_for_many(tx, cast, queries):
    # From the second list on each takes the place of the one before.
    pasted(tx, cast, "Lewis Ray <lewis@elm.example>")
    with queries(tx) as few:
        pasted(tx, cast, "Nina Khan <nina@elm.example>")
    with queries(tx) as many:
        pasted(tx, cast, "\n".join(f"P{number} <p{number}@elm.example>, Elm" for number in range(40)))

    assert len(few) == len(many)


def line(tx, who, *, days=0):
    return text(answers.show(tx, who, words(""), now=NOW + days * DAY))


def answer(tx, partner, *, how="asked"):
    wishes.record_consent(tx, partner, Answer.YES, how=how, on=TODAY, at=NOW)


@pytest.fixture
def three(tx, cast):
    """Sam, Jo and Rita were invited on Tuesday; Sam has answered."""
    answer(tx, cast.sam)
    return cast


def test_a_number_first_and_who_has_not_only_after_three_working_days(tx, three):
    # Wednesday, Thursday and Friday are three; a weekend is none.
    for days in range(4):
        assert line(tx, three.priya, days=days) == "1 of 3 have answered."
    assert line(tx, three.priya, days=4).startswith("1 of 3 have answered. Not yet: Jo Lewis and Rita Ahmed.")
    assert line(tx, three.priya, days=3 + 7).startswith("1 of 3")


def test_their_own_working_days_count(tx, three):
    wishes.set_working_days(tx, three.jo.person.id, frozenset({1}))

    assert "Not yet: Rita Ahmed." in line(tx, three.priya, days=6)


def test_who_agreed_in_person_was_not_asked(tx, three):
    answer(tx, three.rita, how="agreed")

    assert line(tx, three.priya) == "1 of 2 have answered."


@pytest.mark.parametrize("leaves", [True, False])
def test_once_all_have_answered_or_left_nothing_is_said(tx, three, leaves):
    for one in (three.jo, three.rita):
        if leaves:
            kept.leave(tx, one, on=TODAY)
        else:
            answer(tx, one)

    assert line(tx, three.priya).startswith("No invitation waits for an answer.")
    assert "answered" not in text(glance.show(tx, three.priya, words(""), now=NOW))


def test_old_invitations_are_no_news(tx, three):
    assert line(tx, three.priya, days=28).startswith("1 of 3")
    assert line(tx, three.priya, days=29).startswith("No invitation waits")


def test_it_stands_on_the_table_of_who_convenes_and_of_nobody_else(tx, three):
    seat(tx, three.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)

    assert "1 of 3 have answered." in text(glance.show(tx, three.priya, words(""), now=NOW))
    assert "answered" not in text(glance.show(tx, three.sam, words(""), now=NOW))
    assert answers.line(tx, three.sam, now=NOW) is None
    assert line(tx, three.oscar).startswith("No invitation waits")
