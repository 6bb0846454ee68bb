"""Examples of every card and form about strands, who leads them, who convenes, and thanks."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

from bot.domain.commitments import Commitment
from bot.domain.people import Partner
from bot.domain.strands import How, Lead, NextThing, Offer, Said, Strand
from bot.messages.cards import (
    convening,
    convening_asked,
    lead_asked,
    leads,
    moves,
    notes,
    strand_forms,
    strands,
    thanks,
)
from bot.messages.parts import Card, Form

Shown = dict[str, Card | Form]
PEOPLE = [(4, "Sam Okoye"), (5, "Jo Lee")]


def of_leading(words: str, *, commitment: Commitment, reader: Partner) -> Shown:
    """`commitment` and `reader` are those of the other examples; around any words a person may have typed."""
    now = commitment.made_at
    sam = Lead(id=3, partner_id=4, name="Sam Okoye", organisation="Ward 9 Trust", since_at=now - timedelta(days=80))
    rita = Lead(
        id=2,
        partner_id=6,
        name="Rita Ahmed",
        organisation=None,
        since_at=now - timedelta(days=200),
        until_at=now - timedelta(days=80),
    )
    free = Strand(id=11, number=1, name=words[:80], version=1, began_at=now - timedelta(days=90))
    led = replace(free, number=2, lead=sam)
    ended = replace(led, ended_at=now, came_of=words)
    following = NextThing(
        strand_id=11, text=words, due_on=commitment.due_on, name="Sam Okoye", organisation="Ward 9 Trust"
    )
    return {
        **_of_strands(words, free=free, led=led, ended=ended, following=following, history=[rita, sam], one=commitment),
        **_of_leads(free=free, led=led, ended=ended, reader=reader),
        **_of_convening(sam=sam, rita=rita, reader=reader),
        **_of_thanks(words),
        **_of_notes(words, led=led, reader=reader),
    }


def _of_strands(words, *, free, led, ended, following, history, one) -> Shown:
    today = one.made_at.date()
    return {
        "strands.begun": strands.begun(free, live=2),
        "strands.begun.sixth": strands.begun(free, live=6, careful=True),
        "strands.is_there": strands.is_there(free),
        "strands.listing": strands.listing([free, led], {11: following}),
        "strands.listing.undated": strands.listing([led], {11: replace(following, due_on=None, organisation=None)}),
        "strands.none_yet": strands.none_yet(),
        "strands.shown": strands.shown(free, None, [], asker=4, willing=["Jo Lee"], today=today),
        "strands.shown.led": strands.shown(led, following, history, asker=4, willing=[], today=today),
        "strands.shown.ended": strands.shown(ended, None, history, asker=5, willing=[], today=today),
        "strands.renamed": strands.renamed(led, words),
        "strands.ended": strands.ended(ended, today, careful=True),
        "strands.ended.without_words": strands.ended(replace(ended, came_of=None, lead=None), today),
        "strands.changed_since": strands.changed_since(led, today),
        "strands.changed_since.ended": strands.changed_since(ended, today),
        "strands.tied": strands.tied(one, led),
        "strands.which": strands.which(one, [free, led]),
        "strand_forms.form": strand_forms.form(),
        "strand_forms.form.asking": strand_forms.form(words=words, asking="Is it so?"),
        "strand_forms.rename_form": strand_forms.rename_form(led),
        "strand_forms.end_form": strand_forms.end_form(led),
        "strand_forms.end_form.asking": strand_forms.end_form(led, words=words, asking="Is it so?"),
    }


def _offer(strand: Strand, **more) -> Offer:
    usual = {
        "id": 8,
        "strand_id": strand.id,
        "strand": strand.name,
        "number": strand.number,
        "taker_id": 4,
        "taker": "Sam Okoye",
        "taker_organisation": "Ward 9 Trust",
        "asked_id": 4,
        "made_by": 5,
        "maker": "Jo Lee",
        "made_at": strand.began_at,
        "how": How.TOGETHER,
        "answer": Said.NOTHING,
    }
    return Offer(**{**usual, **more})


def _of_leads(*, free: Strand, led: Strand, ended: Strand, reader: Partner) -> Shown:
    lead = led.lead
    assert lead is not None
    return {
        "leads.form": leads.form({"strand": "2"}, PEOPLE, [free, led]),
        "leads.no_strand": leads.no_strand(),
        "leads.which": leads.which([free, led]),
        "leads.offered": leads.offered(free, "Jo Lee", 8),
        "leads.lead_is_asked": leads.lead_is_asked(led, lead, "Jo Lee", 8, mine=False),
        "leads.lead_is_asked.mine": leads.lead_is_asked(led, lead, "Jo Lee", 8, mine=True),
        "leads.withdrawn": leads.withdrawn(free),
        "leads.leads_already": leads.leads_already(led, mine=False),
        "leads.leads_already.mine": leads.leads_already(led, mine=True),
        "leads.observing": leads.observing("Wendy Watts"),
        "leads.yours": leads.yours(free, before=None, row=3, undo=True),
        "leads.yours.after_somebody": leads.yours(led, before=lead, row=3),
        "leads.undone": leads.undone(free),
        "leads.declined": leads.declined(free),
        "leads.with_somebody": leads.with_somebody(free),
        "leads.handed_on": leads.handed_on(led, "Jo Lee"),
        "leads.will_be_asked": leads.will_be_asked(led, "Jo Lee"),
        "leads.kept": leads.kept(led),
        "leads.handed_back": leads.handed_back(free),
        "leads.not_yours": leads.not_yours(led),
        "leads.as_it_stands": leads.as_it_stands(free),
        "leads.as_it_stands.led": leads.as_it_stands(led),
        "leads.as_it_stands.ended": leads.as_it_stands(ended),
        "leads.waits_no_more": leads.waits_no_more(),
        "lead_asked.offer": lead_asked.offer(_offer(free), reader),
        "lead_asked.offer.hand_on": lead_asked.offer(_offer(led, taker_id=5, made_by=5), reader),
        "lead_asked.offer.hand_on_to_another": lead_asked.offer(_offer(led, taker_id=6, taker="Rita Ahmed"), reader),
    }


def _of_convening(*, sam: Lead, rita: Lead, reader: Partner) -> Shown:
    today = sam.since_at.date() + timedelta(days=80)
    strand = Strand(id=0, number=0, name="", version=1, began_at=sam.since_at)
    offer = _offer(strand, strand_id=None)
    some = convening.Opinion(counts=None, number=2)
    told = convening.Opinion(counts={"yes": 4, "other": 2, "mine": 1}, number=7)

    def who(now, before, **more):
        usual = {"convenes": True, "one_side": False, "opinion": None}
        return convening.who_convenes(now, before, today=today, **{**usual, **more})

    return {
        "convening.who_convenes": who([sam], [rita], one_side=True, opinion=some),
        "convening.who_convenes.others": who([sam], [], convenes=False),
        "convening.who_convenes.told": who([sam, sam], [], opinion=told),
        "convening.who_convenes.nobody": who([], [rita], convenes=False),
        "convening.form": convening.form({}, PEOPLE),
        "convening.offered": convening.offered("Jo Lee", How.TOGETHER, 8),
        "convening.offered.instead": convening.offered("Jo Lee", How.INSTEAD, 8),
        "convening.withdrawn": convening.withdrawn(),
        "convening.coordinators_offer_it": convening.coordinators_offer_it(),
        "convening.convenes_already": convening.convenes_already("Jo Lee"),
        "convening.observing": convening.observing("Wendy Watts"),
        "convening.they_are_asked": convening.they_are_asked(["Priya", "Jo"], 8),
        "convening.yours": convening.yours(reader, together=[], before="Priya Shah"),
        "convening.yours.together": convening.yours(reader, together=["Priya Shah"]),
        "convening.let": convening.let("Jo Lee", instead=False),
        "convening.let.instead": convening.let("Jo Lee", instead=True),
        "convening.declined": convening.declined(),
        "convening.as_it_stands": convening.as_it_stands(),
        "convening.not_convening": convening.not_convening(),
        "convening.stepped_down": convening.stepped_down(["Jo"]),
        "convening.stepped_down.several": convening.stepped_down(["Jo", "Sam"]),
        "convening.nobody_else": convening.nobody_else(),
        "convening.answered": convening.answered(),
        "convening_asked.offer": convening_asked.offer(offer, reader),
        "convening_asked.offer.instead": convening_asked.offer(replace(offer, how=How.INSTEAD), reader),
        "convening_asked.offer.of_themself": convening_asked.offer(
            replace(offer, taker_id=5, taker="Jo Lee", asked_id=None), reader
        ),
    }


def _of_notes(words: str, *, led: Strand, reader: Partner) -> Shown:
    def part(**more) -> notes.TableNote:
        usual: dict[str, object] = {"partner": reader, "check_in": None, "due": [], "waiting": [], "quiet": None}
        return notes.TableNote(**{**usual, **more})

    today = led.began_at.date()
    convening = _offer(led, strand_id=None)
    suggested = [moves.quiet_lead(led), moves.holds_most("Riverside", held=7, of=12), moves.convene_together()]
    waiting = [lead_asked.waits(_offer(led)), convening_asked.waits(convening)]
    mine = convening_asked.still_right(["Priya"], 1, mine=True)
    theirs = convening_asked.still_right(["Priya"], 1, mine=False)
    both = convening_asked.still_right(["Priya", "Jo"], 1, mine=False)
    return {
        "notes.note.leading": notes.note([part(quiet=1, moves=suggested, question=mine)], today=today),
        "notes.note.thanked": notes.note([part(thanked=[some_thanks(words)], question=theirs)], today=today),
        "notes.note.leads_wait": notes.note([part(waiting=waiting, question=both)], today=today),
    }


def some_thanks(words: str) -> SimpleNamespace:
    return SimpleNamespace(
        id=9, by="Jo Lee", by_organisation="Northside Care", to="Sam Okoye", to_organisation="Ward 9 Trust", text=words
    )


def _of_thanks(words: str) -> Shown:
    one = some_thanks(words)
    return {
        "thanks.form": thanks.form({}, PEOPLE),
        "thanks.form.asking": thanks.form({"person": "4", "words": words}, PEOPLE, asking="Is it so?"),
        "thanks.given": thanks.given(one, colleagues=False),
        "thanks.given.colleagues": thanks.given(one, colleagues=True, careful=True),
        "thanks.between_us": thanks.between_us(one),
        "thanks.withdrawn": thanks.withdrawn(),
        "thanks.nothing": thanks.nothing(),
        "thanks.to_yourself": thanks.to_yourself(),
    }
