"""Strands, as they are asked about: a name, another name, what came of it."""

from bot.domain.acts import Act
from bot.domain.strands import LONGEST_NAME, Strand
from bot.domain.writing import LONGEST
from bot.messages.cards import safeguards
from bot.messages.cards.strands import LONGEST_LABEL
from bot.messages.parts import Field, Form, Para
from bot.messages.words import _, clip


def form(*, words: str = "", asking: str | None = None) -> Form:
    return _form(
        "strand.begin",
        title=_("A line of work"),
        label=_("What is it called?"),
        hint=_("A few words: “housing checks”."),
        submit=_("Begin it"),
        words=words,
        asking=asking,
    )


def rename_form(one: Strand, *, words: str = "", asking: str | None = None) -> Form:
    return _form(
        "strand.rename",
        one,
        title=_("Another name"),
        label=_("What should it be called?"),
        hint=_("What it is called now: {name}").format(name=clip(one.name, LONGEST_LABEL)),
        submit=_("Rename it"),
        words=words or one.name,
        asking=asking,
    )


def end_form(one: Strand, *, words: str = "", asking: str | None = None) -> Form:
    return _form(
        "strand.end",
        one,
        title=_("A strand comes to its end"),
        label=_("What came of it?"),
        hint=_("A sentence for whoever asks in a year. “Nothing” is worth knowing too."),
        submit=_("End it"),
        words=words,
        asking=asking,
        longest=LONGEST,
    )


def _form(  # noqa: PLR0913 - the words of one form
    action: str,
    one: Strand | None = None,
    *,
    title: str,
    label: str,
    hint: str,
    submit: str,
    words: str,
    asking: str | None,
    longest: int = LONGEST_NAME,
) -> Form:
    box = Field(
        name="words",
        label=label,
        kind="line" if longest == LONGEST_NAME else "lines",
        value=words,
        hint=hint,
        needed=longest == LONGEST_NAME,
        longest=longest,
    )
    act = Act(name=action, on=(str(one.number),), seen=one.version) if one else Act(name=action)
    before = Para(text=(asking or safeguards.please(),), quiet=not asking)
    fields = (box, safeguards.field()) if asking else (box,)
    return Form(title=title, act=act, fields=fields, submit=submit, before=(before,))
