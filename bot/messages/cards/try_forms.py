"""What is asked about a try: all that it is better for, none of it but the first and the day required."""

from collections.abc import Mapping, Sequence

from bot.domain.acts import Act
from bot.domain.tries import Try
from bot.domain.writing import LONGEST
from bot.messages import of_tries as piece
from bot.messages.cards import safeguards
from bot.messages.parts import Field, Form, Option, Para
from bot.messages.words import _

Seats = Sequence[tuple[int, str]]


def form(act: Act, values: Mapping[str, str], seats: Seats, *, asking: str | None = None) -> Form:
    """Begin one, or say more of one. `seats`: who could share in it, by what they are called."""
    fields = (
        _box(
            "words",
            _("What will you try?"),
            values,
            hint=_("“Ring the ward at nine for two weeks.”"),
            needed=True,
        ),
        _box("step", _("What's the smallest step?"), values, hint=_("What could happen by tomorrow.")),
        _box("go_wrong", _("What may go wrong?"), values, hint=_("Said beforehand, it's nobody's fault.")),
        *((_who(seats, values),) if seats else ()),
        _box("would_learn", _("What would we learn?"), values),
        Field(
            name="due_on",
            label=_("When will you look at it again?"),
            kind="day",
            value=values.get("due_on", ""),
            needed=False,
            hint=_("Four weeks on, if you leave it empty."),
            longest=100,
        ),
    )
    return Form(
        title=_("A try"),
        act=act,
        fields=(*fields, safeguards.field()) if asking else fields,
        submit=_("Keep it"),
        before=(safeguards.above(asking, _("Everybody at the table can see it.")),),
    )


def _box(name: str, label: str, values: Mapping[str, str], *, hint: str = "", needed: bool = False) -> Field:
    value = values.get(name, "")
    return Field(name=name, label=label, kind="lines", value=value, hint=hint, needed=needed, longest=LONGEST)


def _who(seats: Seats, values: Mapping[str, str], *, needed: bool = False) -> Field:
    return Field(
        name="sharers",
        label=_("Who shares what may go wrong?"),
        kind="many",
        value=tuple(values.get("sharers", "").split()),
        options=tuple(Option(value=str(seat), label=name) for seat, name in seats),
        hint=_("They're asked, and say yes or not us."),
        needed=needed,
    )


def sharing(one: Try, seats: Seats) -> Form:
    """Who shares in it, and nothing else."""
    named = " ".join(str(each.seat_id) for each in one.sharers)
    return Form(
        title=_("Who shares it?"),
        act=Act(name="try.share", on=(str(one.number),), seen=one.fingerprint),
        fields=(_who(seats, {"sharers": named}, needed=True),),
        submit=_("Ask them"),
        before=(Para(text=(piece.quoted(one),), quiet=True),),
    )
