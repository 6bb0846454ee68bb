"""Who leads a strand: offered, accepted, handed on, handed back; at every moment at most one, and each by a yes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import NotAllowedError, UnknownPersonError, UnknownStrandError
from bot.domain.participation import Kind
from bot.domain.people import Role
from bot.messages.words import plain
from bot.services import goodbyes, lead_offers, leads, moves, participation, strands, wishes
from bot.services.request import Said
from bot.storage import joining, my_data, people
from bot.storage import leads as storage
from bot.storage import strands as kept
from tests.support import saying
from tests.support.committing import DAY, NOW, fields, labels, press, seat, submit, text, the_cast, words


@pytest.fixture
def cast(tx):
    found = the_cast(tx)
    strands.begin(tx, found.sam, words("housing checks"), now=NOW)
    return found


def leader(tx, asker, number=1):
    [one] = [one for one in kept.every(tx, asker.viewer) if one.number == number]
    return one.lead.name if one.lead else None


def lead(tx, asker, said="housing checks", *, now=NOW):
    return leads.offer_self(tx, asker, words(said), now=now)


def offered(tx, maker, taker="@Jo Lewis", *, on="housing checks", now=NOW):
    return leads.offer(tx, maker, words(f"{taker} on {on}"), now=now)


def waits(tx, who):
    """What stands in somebody's note, with the words of its buttons."""
    fresh = people.as_it_is(tx, who)
    return [(plain(one.text), [way.words for way in one.buttons]) for one in lead_offers.waiting(tx, fresh, now=NOW)]


def test_what_nobody_leads_is_theirs_at_once_who_say_so_with_undo(tx, cast):
    reply = lead(tx, cast.rita)

    assert text(reply).startswith("You lead “housing checks” for now. Leading is keeping the one next thing in sight")
    assert leader(tx, cast.sam) == "Rita Ahmed"
    undone = leads.undo(tx, cast.rita, press(reply, "Undo"), now=NOW)
    assert "Undone: nobody leads “housing checks” just now." in text(undone)
    assert leader(tx, cast.sam) is None
    assert "isn't waiting any more" in text(leads.undo(tx, cast.rita, press(reply, "Undo"), now=NOW))


def test_an_old_undo_does_nothing_to_a_later_lead(tx, cast):
    first = lead(tx, cast.rita)
    leads.undo(tx, cast.rita, words("1"), now=NOW)
    lead(tx, cast.sam)
    leads.hand_back(tx, cast.sam, words("housing checks any more"), now=NOW)
    lead(tx, cast.rita)
    leads.undo(tx, cast.rita, press(first, "Undo"), now=NOW)

    assert leader(tx, cast.sam) == "Rita Ahmed"


def test_said_of_what_they_lead_already_changes_nothing(tx, cast):
    lead(tx, cast.rita)

    assert "You lead “housing checks” already." in text(lead(tx, cast.rita))


def test_said_bare_it_asks_which(tx, cast):
    which = lead(tx, cast.rita, "")
    assert "Which strand do you mean?" in text(which)
    leads.offer_self(tx, cast.rita, press(which, "I'll lead it"), now=NOW)

    assert leader(tx, cast.sam) == "Rita Ahmed"
    assert "no strand to lead yet" in text(lead(tx, cast.oscar, ""))
    assert "no strand to lead yet" in text(leads.offer(tx, cast.oscar, words(""), now=NOW))


def test_nothing_moves_until_whoever_it_is_offered_to_says_yes(tx, cast):
    reply = offered(tx, cast.priya)

    assert "I'll ask Jo Lewis whether they'd lead “housing checks” for now." in text(reply)
    assert leader(tx, cast.sam) is None
    assert [row.kind for row in outbox_of(tx, cast.jo)] == ["offer"]
    [(line, ways)] = waits(tx, cast.jo)
    assert line == "Priya Shah asks whether you'd lead “housing checks” for now"
    assert ways == ["yes, I'll lead 1", "not me for 1", "with somebody, 1"]
    assert waits(tx, cast.rita) == []
    accepted = leads.accept(tx, cast.jo, words("1"), now=NOW)
    assert text(accepted).startswith("You lead “housing checks” for now.")
    assert leader(tx, cast.sam) == "Jo Lewis"
    assert waits(tx, cast.jo) == []


def outbox_of(tx, who):
    from sqlalchemy import select

    from bot.storage.schema import outbox as rows

    return tx.execute(select(rows).where(rows.c.person_id == who.person.id)).all()


def test_the_message_about_it_is_there_while_it_waits_and_no_longer(tx, cast):
    offered(tx, cast.priya)
    [one] = storage.waiting(tx, cast.jo.viewer)
    card = lead_offers.offered(tx, cast.jo, str(one.id), now=NOW)

    assert card
    assert card.text.startswith("Hello Jo. At Home from hospital: Priya Shah asks whether you'd lead “housing checks”")
    assert lead_offers.offered(tx, cast.rita, str(one.id), now=NOW) is None
    assert lead_offers.whose_word(tx, cast.jo.viewer) == {cast.jo.id}
    leads.decline(tx, cast.jo, Said(on=("1",), seen=one.id), now=NOW)
    assert lead_offers.offered(tx, cast.jo, str(one.id), now=NOW) is None
    assert "isn't waiting any more" in lead_offers.as_it_stands(tx, cast.jo, str(one.id), now=NOW).text
    assert lead_offers.whose_word(tx, cast.jo.viewer) == frozenset()


def test_a_no_is_a_good_answer_and_moves_nothing(tx, cast):
    offered(tx, cast.priya)
    reply = leads.decline(tx, cast.jo, words("1"), now=NOW)

    assert "That's fine. “housing checks” stays as it is" in text(reply)
    assert leader(tx, cast.sam) is None
    for again in (leads.decline, leads.accept, leads.together):
        assert "That isn't waiting any more. Nobody leads" in text(again(tx, cast.jo, words("1"), now=NOW))


def test_yes_with_somebody_is_no_yes_yet_and_the_strand_says_so(tx, cast):
    offered(tx, cast.priya)
    reply = leads.together(tx, cast.jo, words("1"), now=NOW)
    shown = strands.list_all(tx, cast.rita, words("1"), now=NOW)

    assert "Noted: you'd lead “housing checks” with somebody beside you." in text(reply)
    assert "Jo Lewis would lead it, with somebody beside them." in text(shown)
    assert leader(tx, cast.sam) is None
    assert waits(tx, cast.jo) == []
    assert lead_offers.whose_word(tx, cast.jo.viewer) == frozenset()
    leads.accept(tx, cast.jo, press(reply, "Yes, I'll lead it for now"), now=NOW)
    assert leader(tx, cast.sam) == "Jo Lewis"


def test_ill_lead_is_a_yes_to_what_was_offered(tx, cast):
    lead(tx, cast.sam)
    offered(tx, cast.sam)
    lead(tx, cast.jo)

    assert leader(tx, cast.sam) == "Jo Lewis"


def test_two_who_accept_at_once_leave_one_who_leads(tx, cast):
    offered(tx, cast.priya, "@Jo Lewis")
    offered(tx, cast.sam, "@Rita Ahmed")
    leads.accept(tx, cast.jo, words("1"), now=NOW)
    late = leads.accept(tx, cast.rita, words("1"), now=NOW)

    assert "That isn't waiting any more. Jo Lewis of Ward 9 Trust leads “housing checks”." in text(late)
    assert leader(tx, cast.sam) == "Jo Lewis"
    assert "You lead “housing checks” already." in text(leads.accept(tx, cast.jo, words("1"), now=NOW))


def test_an_offer_is_taken_back_by_its_maker_alone_and_then_is_none(tx, cast):
    reply = offered(tx, cast.priya)
    assert "isn't waiting" in text(leads.withdraw(tx, cast.sam, words("1"), now=NOW))
    assert "is taken back" in text(leads.withdraw(tx, cast.priya, press(reply, "Take it back"), now=NOW))

    assert "isn't waiting" in text(leads.accept(tx, cast.jo, words("1"), now=NOW))
    assert "isn't waiting" in text(leads.withdraw(tx, cast.priya, press(reply, "Take it back"), now=NOW))


def test_offered_anew_an_older_card_says_how_it_stands(tx, cast):
    offered(tx, cast.priya)
    [old] = storage.waiting(tx, cast.jo.viewer)
    offered(tx, cast.priya, "@Rita Ahmed")

    assert "isn't waiting" in text(leads.accept(tx, cast.jo, Said(on=("1",), seen=old.id), now=NOW))
    assert len(storage.waiting(tx, cast.jo.viewer)) == 1


def test_an_observer_is_offered_nothing_and_offers_nothing(tx, cast):
    wendy = seat(tx, cast.sam.partnership.id, "Wendy Watts", "Elm", role=Role.OBSERVER)

    for line in ("I'll lead housing checks", "/table lead @Jo Lee on housing checks"):
        with pytest.raises(NotAllowedError):
            saying.say(tx, wendy, line)
    assert "Wendy Watts is at this table to listen" in text(offered(tx, cast.sam, "@Wendy Watts"))
    assert leader(tx, cast.sam) is None


def test_a_resident_may_lead(tx, cast):
    offered(tx, cast.priya, "@Rita Ahmed")
    leads.accept(tx, cast.rita, words("1"), now=NOW)

    assert leader(tx, cast.sam) == "Rita Ahmed"
    assert "Rita Ahmed leads “housing checks” already." in text(offered(tx, cast.priya, "@Rita Ahmed"))


def test_offered_to_oneself_it_is_said_by_oneself(tx, cast):
    offered(tx, cast.sam, "@Sam Okoye")

    assert leader(tx, cast.sam) == "Sam Okoye"


@pytest.mark.parametrize(
    "said", ["@Jo Lewis", "Jo Lewis", "@Jo Lewis on housing", "@Jo Lewis for 1", "@jo on strand 1"]
)
def test_where_there_is_one_strand_it_need_not_be_named(tx, cast, said):
    leads.offer(tx, cast.priya, words(said), now=NOW)

    assert len(waits(tx, cast.jo)) == 1


def test_nobody_or_two_at_once_or_no_such_strand_is_refused(tx, cast):
    for said in ("@Jo Lewis @Rita Ahmed on housing", "nobody on housing"):
        with pytest.raises(UnknownPersonError):
            leads.offer(tx, cast.priya, words(said), now=NOW)
    with pytest.raises(UnknownStrandError):
        offered(tx, cast.priya, on="the moon")


def test_the_form_asks_whom_and_which_and_stays_until_both_are_said(tx, cast):
    form = leads.offer(
        tx, cast.priya, press(strands.list_all(tx, cast.priya, words("1"), now=NOW), "Offer the lead"), now=NOW
    )

    assert fields(form) == {"person": "", "strand": "1"}
    assert list(leads.offer(tx, cast.priya, submit(form), now=NOW).wrong) == ["person"]
    assert list(leads.offer(tx, cast.priya, submit(form, person=str(cast.jo.id), strand=""), now=NOW).wrong) == [
        "strand"
    ]
    leads.offer(tx, cast.priya, submit(form, person=str(cast.jo.id)), now=NOW)
    assert len(waits(tx, cast.jo)) == 1


def test_whoever_leads_is_asked_before_somebody_else_takes_it(tx, cast):
    lead(tx, cast.sam)
    reply = lead(tx, cast.rita)

    assert "Sam Okoye of Ward 9 Trust leads “housing checks” just now. I'll ask them" in text(reply)
    assert leader(tx, cast.sam) == "Sam Okoye"
    [(line, ways)] = waits(tx, cast.sam)
    assert line == "Rita Ahmed would lead “housing checks” from here on. Would you hand it on?"
    assert ways == ["yes, hand on strand 1", "I'll go on leading 1"]
    assert "I'll ask them" in text(lead(tx, cast.rita))
    assert len(waits(tx, cast.sam)) == 1
    handed = leads.hand_on(tx, cast.sam, words("1"), now=NOW)
    assert "Rita Ahmed leads “housing checks” now. Thank you for leading it until today." in text(handed)
    assert leader(tx, cast.sam) == "Rita Ahmed"
    assert "isn't waiting" in text(leads.hand_on(tx, cast.sam, words("1"), now=NOW))


def test_whoever_leads_may_rather_go_on(tx, cast):
    lead(tx, cast.sam)
    lead(tx, cast.rita)
    reply = leads.keep(tx, cast.sam, words("1"), now=NOW)

    assert "you go on leading “housing checks”" in text(reply)
    assert leader(tx, cast.sam) == "Sam Okoye"
    assert "isn't waiting" in text(leads.keep(tx, cast.sam, words("1"), now=NOW))


def test_of_what_somebody_else_leads_both_are_asked_the_lead_first(tx, cast):
    lead(tx, cast.sam)
    reply = offered(tx, cast.priya, "@Rita Ahmed")

    assert "I'll ask them first whether they'd hand it on to Rita Ahmed." in text(reply)
    assert waits(tx, cast.rita) == []
    [(line, _ways)] = waits(tx, cast.sam)
    assert line == "Priya Shah asks whether you'd hand “housing checks” on to Rita Ahmed"
    assert "I'll ask Rita Ahmed now" in text(leads.hand_on(tx, cast.sam, words("1"), now=NOW))
    assert leader(tx, cast.sam) == "Sam Okoye"
    accepted = leads.accept(tx, cast.rita, words("1"), now=NOW + DAY)
    assert "Sam Okoye of Ward 9 Trust is thanked at the table for leading it until now." in text(accepted)
    assert leader(tx, cast.sam) == "Rita Ahmed"


def test_handed_on_to_somebody_who_may_lead_no_more_it_stays(tx, cast):
    lead(tx, cast.sam)
    lead(tx, cast.rita)
    with_role(tx, cast.rita, Role.OBSERVER)

    assert "isn't waiting" in text(leads.hand_on(tx, cast.sam, words("1"), now=NOW))
    assert leader(tx, cast.sam) == "Sam Okoye"


def with_role(tx, who, role):
    tx.execute(storage.SET_ROLE, {"partnership": who.partnership.id, "partner": who.id, "as_role": role})


def test_handed_back_it_is_nobodys_with_thanks_and_the_question_who_next(tx, cast):
    lead(tx, cast.sam)
    shown = strands.list_all(tx, cast.sam, words("1"), now=NOW)
    reply = leads.hand_back(tx, cast.sam, press(shown, "I can't lead it any more"), now=NOW + DAY)

    assert text(reply).startswith("Thank you for leading “housing checks”. Nobody leads it just now. Who would be best")
    assert labels(reply) == ["Offer the lead", "More"]
    assert leader(tx, cast.sam) is None
    said = text(strands.list_all(tx, cast.rita, words("1"), now=NOW + DAY))
    assert "Who led it before" in said
    assert "Sam Okoye of Ward 9 Trust, 24 November to 25 November" in said
    assert "You don't lead “housing checks”" in text(leads.hand_back(tx, cast.sam, words("1 any more"), now=NOW))


def test_handed_back_whoever_had_offered_is_asked_again(tx, cast):
    lead(tx, cast.sam)
    lead(tx, cast.rita)
    leads.hand_back(tx, cast.sam, words("1"), now=NOW)

    assert leader(tx, cast.sam) is None
    [(line, _ways)] = waits(tx, cast.rita)
    assert line.startswith("Sam Okoye asks whether you'd lead")


def test_handed_back_while_whoever_offered_may_lead_no_more(tx, cast):
    lead(tx, cast.sam)
    lead(tx, cast.rita)
    with_role(tx, cast.rita, Role.OBSERVER)
    leads.hand_back(tx, cast.sam, words("1"), now=NOW)

    assert storage.waiting(tx, cast.sam.viewer) == []


def test_what_nobody_hears_for_four_weeks_is_theirs_when_they_say_it_once_more(tx, cast):
    lead(tx, cast.sam)
    lead(tx, cast.rita)
    assert "I'll ask them" in text(lead(tx, cast.rita, now=NOW + 27 * DAY))
    reply = lead(tx, cast.rita, now=NOW + 28 * DAY)

    assert "Sam Okoye of Ward 9 Trust is thanked" in text(reply)
    assert leader(tx, cast.sam) == "Rita Ahmed"


@pytest.mark.parametrize("sign", ["here", "away"])
def test_whoever_gave_a_sign_or_is_away_is_waited_for(tx, cast, sign):
    lead(tx, cast.sam)
    lead(tx, cast.rita)
    if sign == "here":
        participation.record(tx, cast.sam, Kind.LOOKED, on_day=(NOW + 3 * DAY).date(), at=NOW + 3 * DAY)
    else:
        wishes.away(tx, cast.sam, words("until 1 February"), now=NOW)
    lead(tx, cast.rita, now=NOW + 40 * DAY)

    assert leader(tx, cast.sam) == "Sam Okoye"


def test_a_quiet_lead_may_be_offered_on_by_who_convenes_and_is_asked_if_they_come_back(tx, cast, monkeypatch):
    lead(tx, cast.sam)
    monkeypatch.setattr(leads, "quiet", lambda _tx, _asker, *, now: [cast.sam.id])
    offered(tx, cast.priya, "@Rita Ahmed", now=NOW + 60 * DAY)
    assert waits(tx, cast.sam) == []
    assert len(waits(tx, cast.rita)) == 1
    participation.record(tx, cast.sam, Kind.LOOKED, on_day=(NOW + 61 * DAY).date(), at=NOW + 61 * DAY)
    reply = leads.accept(tx, cast.rita, words("1"), now=NOW + 62 * DAY)

    assert "Sam Okoye of Ward 9 Trust leads “housing checks” just now. I'll ask them" in text(reply)
    assert leader(tx, cast.sam) == "Sam Okoye"
    assert len(waits(tx, cast.sam)) == 1
    leads.hand_on(tx, cast.sam, words("1"), now=NOW)
    assert leader(tx, cast.sam) == "Rita Ahmed"


def test_a_quiet_lead_who_stays_away_is_relieved_with_thanks(tx, cast, monkeypatch):
    lead(tx, cast.sam)
    monkeypatch.setattr(leads, "quiet", lambda _tx, _asker, *, now: [cast.sam.id])
    offered(tx, cast.priya, "@Rita Ahmed", now=NOW + 60 * DAY)
    leads.accept(tx, cast.rita, words("1"), now=NOW + 62 * DAY)

    assert leader(tx, cast.sam) == "Rita Ahmed"


def test_a_partner_who_convenes_nothing_cannot_offer_a_quiet_lead_on(tx, cast, monkeypatch):
    lead(tx, cast.sam)
    monkeypatch.setattr(leads, "quiet", lambda _tx, _asker, *, now: [cast.sam.id])
    offered(tx, cast.jo, "@Rita Ahmed", now=NOW + 60 * DAY)

    assert waits(tx, cast.rita) == []


def test_whoever_leaves_leads_nothing_and_what_was_offered_is_over(tx, cast):
    lead(tx, cast.sam)
    lead(tx, cast.rita)
    goodbyes.leave(tx, cast.sam, words("yes"), now=NOW + DAY)

    assert leader(tx, cast.priya) is None
    assert storage.waiting(tx, cast.priya.viewer) == []


def test_whoever_is_erased_leads_nothing_and_leaves_no_trace(tx, cast):
    lead(tx, cast.sam)
    lead(tx, cast.rita)
    my_data.forget(tx, cast.sam)

    assert leader(tx, cast.priya) is None
    assert storage.waiting(tx, cast.priya.viewer) == []
    assert "Sam" not in text(strands.list_all(tx, cast.priya, words("1"), now=NOW))


def test_two_who_are_one_lead_once_and_wait_for_no_word_of_their_own(tx, cast):
    lead(tx, cast.sam)
    lead(tx, cast.jo)
    joining.join(tx, kept=cast.sam.person.id, gone=cast.jo.person.id, now=NOW)

    assert leader(tx, cast.priya) == "Sam Okoye"
    assert storage.waiting(tx, cast.priya.viewer) == []


def test_an_offer_to_either_of_two_who_are_one_waits_for_them(tx, cast):
    offered(tx, cast.priya, "@Jo Lewis")
    joining.join(tx, kept=cast.sam.person.id, gone=cast.jo.person.id, now=NOW)

    assert len(waits(tx, cast.sam)) == 1


def test_what_moved_is_told_with_thanks_to_whoever_led(tx, cast):
    def told(since, until):
        found = moves.happened(tx, cast.rita.viewer, since=since, until=until)
        return [plain(one.said) for one in found][0 if since > NOW else 1 :]

    lead(tx, cast.sam)
    assert told(NOW, NOW) == ["Sam Okoye of Ward 9 Trust leads “housing checks” now."]
    offered(tx, cast.sam, "@Rita Ahmed")
    leads.accept(tx, cast.rita, words("1"), now=NOW + 8 * DAY)
    assert told(NOW + 7 * DAY, NOW + 9 * DAY) == [
        "Rita Ahmed leads “housing checks” now. Thank you, Sam Okoye of Ward 9 Trust."
    ]
    leads.hand_back(tx, cast.rita, words("1"), now=NOW + 20 * DAY)
    assert told(NOW + 19 * DAY, NOW + 21 * DAY) == [
        "“housing checks” looks for somebody to lead it. Thank you, Rita Ahmed."
    ]
    lead(tx, cast.jo, now=NOW + 20 * DAY)
    assert told(NOW + 19 * DAY, NOW + 21 * DAY) == [
        "Jo Lewis of Ward 9 Trust leads “housing checks” now. Thank you, Rita Ahmed."
    ]
    strands.end(tx, cast.jo, words("1, done"), now=NOW + 20 * DAY)
    assert told(NOW + 19 * DAY, NOW + 21 * DAY) == ["“housing checks” has come to its end: “done”"]


def test_what_somebody_led_and_was_offered_is_in_what_is_held_on_them(tx, cast):
    from bot.services import my_data as shown

    lead(tx, cast.sam)
    offered(tx, cast.sam, "@Rita Ahmed")
    leads.accept(tx, cast.rita, words("1"), now=NOW + DAY)
    sam, rita = (text(shown.show(tx, one, words(""), now=NOW)) for one in (cast.sam, cast.rita))

    assert "Led or convened: housing checks, 24 November to 25 November" in sam
    assert "Led or convened: housing checks, since 25 November" in rita
    assert "Offers of a lead or of convening: 1" in sam


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["lead", "offer", "accept", "decline", "with", "handon", "keep", "back", "undo", "take", "leave"]
        ),
        st.sampled_from(["priya", "sam", "jo", "rita"]),
        st.sampled_from(["Priya Shah", "Sam Okoye", "Jo Lewis", "Rita Ahmed"]),
    ),
    max_size=14,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(steps=STEPS)
def test_at_every_moment_a_strand_has_at_most_one_lead_and_each_said_yes(tx, steps):
    with tx.begin_nested() as undo:
        cast = the_cast(tx)
        strands.begin(tx, cast.sam, words("housing checks"), now=NOW)
        said_yes: set[str] = set()
        for moment, (what, who, other) in enumerate(steps):
            asker, now = getattr(cast, who), NOW + moment * DAY / 24
            asker = people.as_it_is(tx, asker)
            if asker.left_on or (what == "leave" and who == "priya"):
                continue
            # Offered to oneself it is a yes too.
            if what in ("lead", "accept") or (what, other) == ("offer", asker.person.name):
                said_yes.add(asker.person.name)
            try:
                do(tx, asker, what, other, now=now)
            except UnknownPersonError:
                assert what == "offer"
            times = storage.history(tx, asker.viewer, kept.every(tx, asker.viewer)[0].id)
            live = [one for one in times if one.until_at is None]
            assert len(live) <= 1
            assert {one.name for one in times} <= said_yes
            gone = {one.id for one in people.everybody(tx, asker.viewer, left_too=True) if one.left_on}
            assert not gone & {one.partner_id for one in live}
        undo.rollback()


def do(tx, asker, what, other, *, now):
    said = words("1")
    match what:
        case "offer":
            leads.offer(tx, asker, words(f"@{other} on 1"), now=now)
        case "leave":
            goodbyes.leave(tx, asker, words("yes"), now=now)
        case _:
            does = {
                "lead": leads.offer_self,
                "accept": leads.accept,
                "decline": leads.decline,
                "with": leads.together,
                "handon": leads.hand_on,
                "keep": leads.keep,
                "back": leads.hand_back,
                "undo": leads.undo,
                "take": leads.withdraw,
            }
            does[what](tx, asker, said, now=now)
