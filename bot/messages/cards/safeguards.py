"""Before words are kept that seem to name somebody served; and the one answer to words about danger."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.safeguards import Detail
from bot.messages.parts import Actions, Button, Card, Field, Option, Para, Part, Quote
from bot.messages.words import _, listed, phrase, plain

# What the buttons and the form's question answer with.
WITHOUT, AS_IT_IS, CHANGE = "without", "as-it-is", "change"


def please() -> str:
    """The line that stands in every form with free words."""
    return _("Please don't name the people you serve.")


def above(asking: str | None, about: str | Quote) -> Para:
    """What stands above a form's boxes: what it is about, with that line; or the question about what was filled in."""
    return Para(text=(asking,)) if asking else Para(text=(about, " ", please()), quiet=True)


def danger() -> Para:
    """The fixed answer: nobody watches, so nobody must think that somebody has been told."""
    words = _(
        "Nobody watches this chat, and I can't raise an alarm. If somebody may be in danger, "
        "use your own safeguarding route now, or ring 999."
    )
    return Para(text=(words,))


def danger_first(shown: Card) -> Card:
    """An answer to words that are no command, with that above it."""
    first = danger()
    return replace(shown, text=f"{plain(first.text)} {shown.text}", parts=(first, *shown.parts))


def left_out(details: Sequence[Detail], shown: Card) -> Card:
    """An answer to words that could not be acted on, and of which only a draft is kept, with what that draft lacks."""
    said = f"{question(details)} {_('What I keep of your words is without it.')}"
    return replace(shown, text=f"{shown.text} {said}", parts=(*shown.parts, Para(text=(said,))))


def question(details: Sequence[Detail]) -> str:
    """What the words look like, and what is asked of everybody here."""
    names = {
        Detail.NHS_NUMBER: _("an NHS number"),
        Detail.NI_NUMBER: _("a National Insurance number"),
        Detail.DATE_OF_BIRTH: _("a date of birth"),
        Detail.ADDRESS: _("somebody's address"),
    }
    seen = listed(list(dict.fromkeys(names[one] for one in details)))
    return f"{_('That looks like {details}.').format(details=seen)} {please()}"


def ask_first(
    details: Sequence[Detail], *, act: str, typed: str, draft: int, shorter: str, changes: bool, careful: bool
) -> Card:
    """Nothing is kept yet but a draft: keep it without, as it is, or change it.

    `shorter` is how it would read without the details; `typed` what the command begins with when it is typed.
    """
    said = phrase(
        _("{question} I haven't kept it yet. Without it: {words}"),
        question=question(details),
        words=Quote(text=shorter),
    )
    ways = [
        _way(_("Keep it without"), act, on=(draft, WITHOUT), words=f"{typed} draft {draft} without it"),
        _way(_("Keep as it is"), act, on=(draft, AS_IT_IS), words=f"{typed} draft {draft} as it is"),
    ]
    if changes:
        ways.append(_way(_("Change"), act, on=(draft, CHANGE), words=f"{typed} ..."))
    warning: tuple[Part, ...] = (danger(),) if careful else ()
    text = " ".join([*(plain(one.text) for one in warning if isinstance(one, Para)), plain(said)])
    return Card(text=text, parts=(*warning, Para(text=said), Actions(of=tuple(ways))))


def _way(label: str, act: str, *, on: tuple[int, str], words: str) -> Button:
    draft, how = on
    return Button(label=label, act=Act(name=act, on=("draft", str(draft), how)), words=words)


def field() -> Field:
    """The same question inside a form: everything typed stays in its place."""
    return Field(
        name="details",
        label=_("Keep it?"),
        kind="one",
        options=(
            Option(value=WITHOUT, label=_("Without it")),
            Option(value=AS_IT_IS, label=_("As it is")),
        ),
    )


def gone() -> Card:
    """A second press on the question, or one after thirty days."""
    said = _("Those words aren't waiting any more: they're kept already, or they've been waiting too long.")
    where = _("See what's kept: /commit list, /reflect list, /table views.")
    return Card(text=f"{said} {where}", parts=(Para(text=(said,)), Para(text=(where,), quiet=True)))
