"""Reflections: what a partner noticed or learned. Hidden until they share it, and they always know who can see it."""

from collections.abc import Sequence
from datetime import date

from bot.domain.acts import Act
from bot.domain.crowds import FEWEST_ORGANISATIONS, FEWEST_PEOPLE
from bot.domain.questions import Chosen
from bot.domain.reflections import Reflection, Shared
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards
from bot.messages.cards.reflection_questions import text as question_text
from bot.messages.parts import Actions, Button, Card, Field, Form, Heading, Item, Items, Para, Part, Quote, Strong, Text
from bot.messages.words import _, in_words, phrase, plain, short_day


def kept(one: Reflection, *, careful: bool = False) -> Card:
    """It is kept, and nobody else can see it."""
    first = (safeguards.danger(),) if careful else ()
    said = _("Kept. Only you can see this; the table and its coordinators can't.")
    paras = (*first, Para(text=(said,)))
    ways = Actions(of=(share_button(one), _keep(one)))
    return Card(text=" ".join(plain(para.text) for para in paras), parts=(*paras, ways))


def _act(action: str, one: Reflection, *more: str) -> Act:
    return Act(name=f"reflection.{action}", on=(str(one.number), *more), seen=one.fingerprint)


def share_button(one: Reflection) -> Button:
    """Asks with whom."""
    return Button(label=_("Share…"), act=_act("share", one), words=f"share {one.number}")


def _keep(one: Reflection) -> Button:
    label = _("Keep") if one.shared is Shared.PRIVATE else _("Hide it again")
    return Button(label=label, act=_act("keep", one), words=f"keep {one.number}")


def _take_back(one: Reflection) -> Button:
    sure = _("Delete it everywhere?")
    return Button(label=_("Take back"), act=_act("withdraw", one), words=f"take back {one.number}", sure=sure)


def _ways_to_share(one: Reflection, *, seated_for: bool) -> tuple[Button, ...]:
    ways = (
        (Shared.TABLE, _("With my name"), _("share {n} with my name")),
        (Shared.ORGANISATION, _("To my organisation"), _("share {n} to my organisation")),
        (Shared.UNNAMED, _("Without my name"), _("share {n} without my name")),
    )
    return tuple(
        Button(label=label, act=_act("share", one, how), words=words.format(n=one.number))
        for how, label, words in ways
        if how is not one.shared and (seated_for or how is not Shared.ORGANISATION)
    )


def how(one: Reflection, *, seated_for: bool) -> Card:
    """The three ways of sharing."""
    said = phrase(_("How would you like to share {words}?"), words=Quote(text=one.text))
    ways = Actions(of=(*_ways_to_share(one, seated_for=seated_for), _keep(one)))
    return Card(text=plain(said), parts=(Para(text=said), ways))


def warn(one: Reflection) -> Card:
    """Before a name is let go for ever: what can't be undone, and what may still give them away."""
    said = _("I'll forget you wrote it, so you can't take it back; your style may still give you away.")
    go = Button(
        label=_("Share it without my name"),
        act=_act("share", one, Shared.UNNAMED, "yes"),
        words=_("share {n} without my name, yes").format(n=one.number),
        style="danger",
    )
    words = Para(text=(Quote(text=one.text),), quiet=True)
    return Card(text=f"“{one.text}” {said}", parts=(words, Para(text=(said,)), Actions(of=(go, _keep(one)))))


def shared(one: Reflection) -> Card:
    """Who can see it from now on, and the ways back."""
    said = {
        Shared.TABLE: _("The table can see this now, with your name. I haven't posted it."),
        Shared.ORGANISATION: _("Your organisation can see this now, with your name; the table can't."),
        Shared.PRIVATE: _("Only you can see this now. Whoever has read it, has read it."),
    }[one.shared]
    ways = (share_button(one),) if one.shared is Shared.PRIVATE else (_keep(one), _take_back(one))
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=ways)))


def still_hidden(one: Reflection) -> Card:
    said = _("Kept for you alone.")
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(share_button(one), _take_back(one)))))


def too_few(one: Reflection, *, seated_for: bool) -> Card:
    """At a small table words without a name still point at somebody, so it is not done."""
    said = _(
        "I can't share it without your name yet: that needs at least {people} people from {organisations} "
        "organisations at the table who could have written it, or it would point at you. It's still yours alone."
    ).format(people=in_words(FEWEST_PEOPLE), organisations=in_words(FEWEST_ORGANISATIONS))
    others = _ways_to_share(one, seated_for=seated_for)[:-1]
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(*others, _keep(one)))))


def name_is_known(one: Reflection) -> Card:
    """Others have seen the name beside these words: leaving it off now would hide nothing."""
    said = _(
        "Others can see your name on this one, so leaving it off now wouldn't hide it. "
        "You can take it back, and write it anew without your name."
    )
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(_take_back(one),))))


def own_right(one: Reflection) -> Card:
    """Somebody without an organisation can't share to one."""
    said = _("You sit here in your own right, so there's no organisation to share it to. Nothing has changed.")
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=_ways_to_share(one, seated_for=False))))


def not_yours() -> Card:
    """Taken back and deleted, or there without a name: one card for both, so that what is kept of it tells neither."""
    said = _("Done: it isn't yours any more, and I've forgotten you wrote it. Whoever has read it, has read it.")
    return Card(text=said, parts=(Para(text=(said,)),))


def listing(mine: Sequence[Reflection], *, today: date) -> Card:
    """The asker's own, each with who can see it."""
    if not mine:
        return nothing_kept()
    items = tuple(Item(text=_line(one, today), note=(_who_sees(one),), buttons=_ways(one)) for one in mine)
    heading = _("What you noticed and learned")
    said = "; ".join(f"{plain(item.text)} {plain(item.note)}" for item in items)
    return Card(text=f"{heading}: {said}", parts=(Heading(text=heading), Items(items=items)))


def nothing_kept() -> Card:
    said = _("Nothing kept yet. What did you notice lately? Only you will see it.")
    make = Button(
        label=_("Note something"),
        act=Act(name="reflection.make"),
        words=_("/reflect we assumed families knew the number"),
    )
    return Card(text=said, parts=(Para(text=(said,)), Actions(of=(make,))))


def _line(one: Reflection, today: date) -> Text:
    return (f"{one.number}. ", Quote(text=one.text), f", {short_day(one.on, today=today)}")


def _who_sees(one: Reflection) -> str:
    if one.shared is Shared.TABLE:
        return _("The table can see it, with your name.")
    if one.shared is Shared.ORGANISATION:
        return _("Your organisation can see it, with your name.")
    return _("Only you can see it.")


def _ways(one: Reflection) -> tuple[Button, ...]:
    return (share_button(one), _take_back(one)) if one.shared is Shared.PRIVATE else (_keep(one), _take_back(one))


def form(asked: Chosen | None, *, words: str = "", asking: str | None = None, met: bool = False) -> Form:
    """One box under one good question. `asked`: which, or None; `asking`: what to ask before it is kept.

    `met`: that they have met all the questions there are.
    """
    note = asking or f"{_('Only you will see it.')} {safeguards.please()}"
    box = Field(name="words", label=_("What did you notice?"), kind="lines", value=words, longest=LONGEST)
    return Form(
        title=_("Something noticed"),
        # The question travels with the form: by the time it is answered another may be this week's.
        act=Act(name="reflection.make", on=(asked.question.name,) if asked else ()),
        fields=(box, safeguards.field()) if asking else (box,),
        submit=_("Keep it"),
        before=(*_lead(asked, met=met), Para(text=(note,), quiet=not asking)),
    )


def _lead(asked: Chosen | None, *, met: bool) -> tuple[Part, ...]:
    if asked:
        return Para(text=_asked(asked)), Actions(of=(_another(),))
    return (Para(text=(_all_met(),)),) if met else ()


def _asked(asked: Chosen) -> Text:
    """The question, drawn strong where it is all our words."""
    said = question_text(asked)
    return (Strong(text=plain(said)),) if asked.fact is None else said


def _all_met() -> str:
    return _("You've met all my questions; each comes again after a year. What did you notice?")


def _another() -> Button:
    return Button(label=_("Another question"), act=Act(name="reflection.another"), words="another question")


def another(asked: Chosen) -> Card:
    """Another question, with the way to answer it."""
    said = _asked(asked)
    answer = Button(
        label=_("Answer it"),
        act=Act(name="reflection.make", on=(asked.question.name,)),
        words=_("/reflect we assumed families knew the number"),
    )
    return Card(text=plain(said), parts=(Para(text=said), Actions(of=(answer, _another()))))


def all_met() -> Card:
    """There is no other question."""
    make = Button(
        label=_("Note something"),
        act=Act(name="reflection.make"),
        words=_("/reflect we assumed families knew the number"),
    )
    return Card(text=_all_met(), parts=(Para(text=(_all_met(),)), Actions(of=(make,))))
