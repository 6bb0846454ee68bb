"""The challenge as the table puts it: the wording that stands, those proposed beside it, and who recognises it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.domain.acts import Act
from bot.domain.challenges import Answer, Own, Tally, Wording, exchange_mark
from bot.domain.people import first_name
from bot.domain.writing import LONGEST
from bot.messages import of_challenge as piece
from bot.messages.cards import safeguards
from bot.messages.parts import Actions, Button, Card, Field, Form, Heading, Item, Items, Named, Para, Part, Quote, Text
from bot.messages.words import _, listed, phrase, several, short_day, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the card is made of. `usable`: the numbers of those proposed that the reader may take up.

    `speaks`: whether the reader sits here, and does not only look on. `earlier`: whether another wording stood before.
    """

    standing: Wording
    proposed: Sequence[Wording] = ()
    tallies: Mapping[int, Tally] = field(default_factory=dict)
    seats: int = 0
    own: Own = field(default_factory=Own)
    reader: int = 0
    usable: frozenset[int] = frozenset()
    speaks: bool = True
    earlier: bool = False
    today: date

    def tally(self, of: Wording) -> Tally:
        return self.tallies.get(of.number, Tally(seats=self.seats))


def look_button() -> Button:
    return Button(label=_("The challenge"), act=Act(name="challenge.show"), words="/table challenge")


def _put(label: str) -> Button:
    return Button(label=label, act=Act(name="challenge.word"), words=_("/table challenge ..."))


def _earlier_button() -> Button:
    act = Act(name="challenge.versions")
    return Button(label=_("Earlier wordings"), act=act, words="/table challenge versions")


def _card(*parts: Part, first: Sequence[Part] = (), about: Wording | None = None) -> Card:
    subject = f"wording:{about.number}" if about else None
    return Card(text=spoken((*first, *parts)), parts=(*first, *parts), subject=subject)


def challenge(shown: Shown, *, lead: str = "", careful: bool = False, changed: Wording | None = None) -> Card:
    """How the table puts it, whose words they are, how many recognise it, what the reader said; then what is proposed.

    `lead`: what has just come of what the reader did. `changed`: the wording that this changed.
    """
    one = shown.standing
    first: list[Part] = [safeguards.danger()] if careful else []
    first += [Para(text=(lead,))] if lead else []
    parts: list[Part] = [
        Heading(text=_("The challenge, as this table puts it now")),
        Para(text=(Quote(text=one.text),)),
        Para(text=_whose(one, shown.today), quiet=True),
        Para(text=(" ".join(filter(None, (_how_many(shown.tally(one)), _yours(shown.own)))),)),
    ]
    parts += _answers(shown)
    parts += _beside(shown)
    parts += [Actions(of=(_earlier_button(),))] if shown.earlier else []
    return _card(*parts, first=first, about=changed)


def _answers(shown: Shown) -> list[Part]:
    if not shown.speaks:
        return []
    note = _("This is your own view, not a formal decision.")
    return [Actions(of=piece.ways(shown.standing)), Para(text=(note,), quiet=True)]


def _day(moment: datetime | None, today: date) -> str:
    return short_day(moment.date(), today=today) if moment else ""


def _name(one: Wording) -> Named:
    if one.author is None:
        return Named(name=_("somebody who has left"))
    return Named(name=f"{first_name(one.author)}, {one.organisation or _('in their own right')}")


def _whose(one: Wording, today: date) -> Text:
    """Who put it so, and who made it the table's, with the days."""
    put = phrase(_("In the words of {who}, {day}."), who=_name(one), day=_day(one.made_at, today))
    if one.taken_up_by is None or one.taken_up_by == one.author:
        return (*put, *_why(one))
    taken = phrase(
        _(" Taken up by {who}, {day}."), who=Named(name=first_name(one.taken_up_by)), day=_day(one.stood_at, today)
    )
    return (*put, *taken, *_why(one))


def _why(one: Wording) -> Text:
    return phrase(_(" Why: {reason}"), reason=Quote(text=one.reason)) if one.reason else ()


def _how_many(tally: Tally) -> str:
    """How many seats have said, and what: numbers alone, for nobody answers for what they see."""
    if not tally.spoken:
        return _("No seat has said yet whether it recognises this.")
    said = _("{spoken} of {seats} seats have said: {what}.")
    kinds = (
        (Answer.RECOGNISE, several("{n} recognises it", "{n} recognise it", tally.number(Answer.RECOGNISE))),
        (Answer.NEARLY, several("{n} nearly", "{n} nearly", tally.number(Answer.NEARLY))),
        (Answer.NOT_OURS, several("{n} sees it differently", "{n} see it differently", tally.number(Answer.NOT_OURS))),
    )
    what = listed([words for answer, words in kinds if tally.number(answer)])
    return said.format(spoken=tally.spoken, seats=tally.seats, what=what)


def _answer_words() -> Mapping[Answer, str]:
    return {
        Answer.RECOGNISE: _("I recognise this"),
        Answer.NEARLY: _("nearly"),
        Answer.NOT_OURS: _("not how we see it"),
        Answer.BETTER: _("better"),
        Answer.AS_IT_WAS: _("as it was"),
    }


def _yours(own: Own) -> str:
    words = _answer_words()
    if own.now:
        return _("You said: {answer}.").format(answer=words[own.now])
    if own.before:
        return _("You said of an earlier wording: {answer}.").format(answer=words[own.before])
    return ""


def _beside(shown: Shown) -> list[Part]:
    """What is proposed in its place. Nothing takes its place by itself."""
    if not shown.proposed:
        return [Actions(of=(_put(_("Propose another wording")),))] if shown.speaks else []
    items = tuple(_proposal(one, shown) for one in shown.proposed)
    note = _("A coordinator takes one up, by hand; what stood before is kept, with whose it was and why.")
    return [Heading(text=_("Proposed beside it")), Items(items=items), Para(text=(note,), quiet=True)]


def _proposal(one: Wording, shown: Shown) -> Item:
    said = _compared(shown.tally(one), shown.own.compared.get(one.number))
    note = phrase(_("Proposed by {who}, {day}."), who=_name(one), day=_day(one.made_at, shown.today))
    return Item(
        text=(Quote(text=one.text),),
        note=(*note, *_why(one), f" {said}"),
        buttons=_proposal_ways(one, shown) if shown.speaks else (),
    )


def _proposal_ways(one: Wording, shown: Shown) -> tuple[Button, ...]:
    mine = (_take_back(one), _put(_("Change it"))) if one.partner_id == shown.reader else piece.compare(one)
    return (*mine, _use(shown.standing, one)) if one.number in shown.usable else mine


def _use(standing: Wording, one: Wording) -> Button:
    act = Act(name="challenge.use", on=(str(one.number),), seen=exchange_mark(standing, one))
    sure = _("Let this be the table's wording? What stood before is kept.")
    return Button(label=_("Use this wording"), act=act, words=f"use wording {one.number}", sure=sure)


def _take_back(one: Wording) -> Button:
    act = Act(name="challenge.withdraw", seen=one.fingerprint)
    return Button(label=_("Take it back"), act=act, words=_("take back my wording"), sure=_("Delete it?"))


def _compared(tally: Tally, mine: Answer | None) -> str:
    """What other seats say of words that are proposed, in numbers, and what the reader said."""
    kinds = (
        (Answer.BETTER, several("{n} says better", "{n} say better", tally.number(Answer.BETTER))),
        (Answer.AS_IT_WAS, several("{n} says as it was", "{n} say as it was", tally.number(Answer.AS_IT_WAS))),
    )
    said = listed([words for answer, words in kinds if tally.number(answer)])
    others = _("Other seats: {said}.").format(said=said) if said else _("No other seat has said yet.")
    yours = _("You said: {answer}.").format(answer=_answer_words()[mine]) if mine else ""
    return " ".join(filter(None, (others, yours)))


def nothing_yet(*, speaks: bool) -> Card:
    said = _(
        "Nobody here has put the challenge into words yet. A sentence is enough: it stands until somebody has a better "
        "one."
    )
    ways = (Actions(of=(_put(_("Put it into words")),)),) if speaks else ()
    return _card(Para(text=(said,)), *ways)


def versions(those: Sequence[Wording], *, today: date) -> Card:
    """All that ever stood, oldest first, with whose each was: a changed mind is no secret."""
    items = tuple(Item(text=(Quote(text=one.text),), note=_whose(one, today)) for one in those)
    lead = Heading(text=_("How this table has put the challenge, oldest first"))
    return _card(lead, Items(items=items), Actions(of=(look_button(),)))


def ask_missing(*, has_view: bool) -> tuple[Part, ...]:
    """After a no, what is missing from it, in their own words; it goes to their own view. Nobody has to say."""
    said = _("If you like, say what is missing in your own words: it stands as your own view, beside the others.")
    label = _("Change my view") if has_view else _("Say it as my view")
    button = Button(label=label, act=Act(name="view.give"), words=_("view from where I sit, ..."))
    return Para(text=(said,)), Actions(of=(button,))


def and_then(card: Card, parts: Sequence[Part]) -> Card:
    """What is asked after it."""
    whole = (*card.parts, *parts)
    return replace(card, text=spoken(whole), parts=whole)


def noted(answer: Answer) -> str:
    """What has come of an answer."""
    return _("Thank you: “{answer}” is noted.").format(answer=_answer_words()[answer])


def changed_since() -> str:
    return _("The wording has changed since. This is how it is now:")


def not_proposed() -> str:
    """A card was used that showed other words than there are now."""
    return _("That wording isn't proposed any more, or one of the two has changed. This is how it is now:")


def same_words() -> str:
    return _("Those words are there already.")


def stands_now() -> str:
    return _("It stands now as the table's wording.")


def put_beside() -> str:
    return _("It is proposed, beside the wording that stands. The others can say whether it is better.")


def other_seat_first() -> str:
    """Why a coordinator cannot take up their own seat's words yet."""
    return _("Those are your own seat's words, so let another seat say first that they are better.")


def taken_back(one: Wording) -> Card:
    said = _("Taken back and deleted. The wording that stands is as it was.")
    return _card(Para(text=(said,)), Actions(of=(look_button(),)), about=one)


def nothing_to_take_back() -> Card:
    said = _("You have no wording waiting to be taken up, so there's nothing to take back.")
    return _card(Para(text=(said,)), Actions(of=(look_button(),)))


def form(given: Mapping[str, str], *, act: Act, stands: str | None, asking: str | None = None) -> Form:
    """The words, to be edited, and why. `stands`: the table's wording now; `asking`: what to ask before it is kept."""
    if stands:
        how = _("It will stand beside the present wording until a coordinator takes it up.")
    else:
        how = _("It stands at once, as the first. Others can propose a better one.")
    kept = _("Once it is the table's it stays, without your name if you are taken out.")
    note = asking or f"{how} {kept} {safeguards.please()}"
    words = Field(
        name="words",
        label=_("How would you put the challenge?"),
        kind="lines",
        value=given.get("words", ""),
        hint=_("What is hard here, and for whom. A sentence or two."),
        longest=LONGEST,
    )
    reason = Field(
        name="reason",
        label=_("Why so?"),
        kind="lines",
        value=given.get("reason", ""),
        hint=_("Welcome, never needed. Everybody at the table can read it."),
        needed=False,
        longest=LONGEST,
    )
    before: tuple[Part, ...] = (Para(text=(note,), quiet=not asking),)
    return Form(
        title=_("The challenge in words"),
        act=act,
        fields=(words, reason, safeguards.field()) if asking else (words, reason),
        submit=_("Propose it") if stands else _("Say it so"),
        before=before,
    )
