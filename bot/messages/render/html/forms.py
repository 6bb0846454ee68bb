"""Forms: each question with its hint, what was typed before, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.parts import Field, Form, Strong
from bot.messages.render.html import boxes, parts
from bot.messages.render.html.elements import Value, element, joined
from bot.messages.render.html.runs import apart
from bot.messages.render.html.wire import Wire, heading, hidden_field
from bot.messages.words import _, phrase

# So few stand side by side; more are a list that opens.
MOST_IN_VIEW = 5

Values = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A field as it stands on the page: its id, its answer so far, and what is wrong with that."""

    field: Field
    id: str
    answer: str | tuple[str, ...]
    wrong: str

    @property
    def name(self) -> str:
        """What its answer is called when it comes back."""
        return f"f.{self.field.name}"

    @property
    def words(self) -> str:
        return self.answer if isinstance(self.answer, str) else ", ".join(self.answer)

    @property
    def is_group(self) -> bool:
        """Whether its options are all in view, each a box of its own."""
        kind, options = self.field.kind, self.field.options
        return bool(options) and (kind in ("many", "people") or (kind == "one" and len(options) <= MOST_IN_VIEW))

    @property
    def may_be_left_out(self) -> bool:
        """Whether to say so; where one of the options is chosen already there is nothing to leave out."""
        chosen = any(option.value == self.answer for option in self.field.options)
        return not self.field.needed and not chosen

    @property
    def first_box(self) -> str:
        """Where a link to the question leads."""
        return boxes.tick_id(self.id, 0) if self.is_group else self.id

    @property
    def told_by(self) -> str | None:
        """The ids of what says more about it."""
        ids = [f"{self.id}-{what}" for what, said in (("hint", self.hint), ("wrong", self.wrong)) if said]
        return " ".join(ids) or None

    @property
    def hint(self) -> str:
        if self.field.hint or self.field.kind != "day":
            return self.field.hint
        return _("As you'd say it: “Friday”, “in two weeks”, “4 December”.")


def drawn(form: Form, wire: Wire, values: Values, wrong: Mapping[str, str]) -> Markup:
    """The title, what is wrong, what stands before the questions, and the questions.

    What stands before may have buttons of its own, and forms cannot stand in forms.
    """
    questions = [_question(field, wire, values, wrong) for field in form.fields]
    return joined(
        heading(form.title, wire, class_="title"),
        _summary(questions, wrong, wire),
        parts.drawn(form.before, wire),
        wire.form(
            hidden_field("act", form.act.wire),
            hidden_field("form", "1"),
            *map(_asked, questions),
            element("p", element("button", form.submit, class_="first"), class_="submit"),
            class_="questions",
        ),
    )


def _question(field: Field, wire: Wire, values: Values, wrong: Mapping[str, str]) -> Question:
    answer = values.get(field.name, field.value)
    return Question(field=field, id=wire.id("f", field.name), answer=answer, wrong=wrong.get(field.name, ""))


def _summary(questions: list[Question], wrong: Mapping[str, str], wire: Wire) -> Markup:
    """All that is wrong, on top; a link leads to each question it is about."""
    if not wrong:
        return Markup("")
    asked = {question.field.name: question for question in questions}
    lines = (
        element("li", element("a", said, href=f"#{asked[name].first_box}") if name in asked else said)
        for name, said in wrong.items()
    )
    first = element("p", _("Not kept yet. All you typed is still here."))
    return element(
        "div", first, element("ul", *lines), class_="wrong", role="alert", id=wire.id("wrong"), tabindex="-1"
    )


def _asked(question: Question) -> Markup:
    told = joined(
        element("p", apart(question.hint), class_="hint", id=f"{question.id}-hint") if question.hint else "",
        element("p", question.wrong, class_="error", id=f"{question.id}-wrong") if question.wrong else "",
    )
    if question.is_group:
        return _group(question, told)
    label = element("label", _label(question), for_=question.id)
    return element("div", label, told, _box(question), class_="question")


def _label(question: Question) -> Markup:
    """The question; whoever may leave it out is told so."""
    label = apart(question.field.label)
    if not question.may_be_left_out:
        return label
    runs = phrase(_("{label} (if you like)"), label=Strong(text=question.field.label))
    return joined(*(element("span", run, class_="optional") if isinstance(run, str) else label for run in runs))


def _box(question: Question) -> Markup:
    more: dict[str, Value] = {
        "aria_describedby": question.told_by,
        "aria_invalid": "true" if question.wrong else None,
    }
    match question.field.kind:
        case "lines":
            return boxes.lines(question.id, question.name, question.words, **more)
        case "day":
            return boxes.day(question.id, question.name, question.words, **more)
        case _:
            return boxes.choice(question.id, question.name, question.field.options, question.words, **more)


def _group(question: Question, told: Markup) -> Markup:
    """Options in view. What is wrong is said of the group where one is chosen, and of each box where many are."""
    invalid = "true" if question.wrong else None
    one = question.field.kind == "one"
    on = (question.answer,) if isinstance(question.answer, str) else question.answer
    ticks = boxes.ticks(
        question.id,
        question.name,
        question.field.options,
        kind="radio" if one else "checkbox",
        on=on,
        aria_invalid=None if one else invalid,
    )
    return element(
        "fieldset",
        element("legend", _label(question)),
        told,
        ticks,
        class_="question",
        role="radiogroup" if one else None,
        aria_invalid=invalid if one else None,
        aria_describedby=question.told_by,
    )
