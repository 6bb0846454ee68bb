"""What can go wrong in a way that a person can be told about."""

from collections.abc import Mapping


class ConvenorError(Exception):
    """Something the person can be told about, in plain words; the words stand in messages/cards/refusals.py.

    `code` is stable: scripts and the refusals table rely on it. `given` holds what the words need, such as
    what was typed, so that a refusal loses nothing. `field` names the form's field that it is about.
    """

    code = "unexpected"
    field = "words"

    def __init__(self, **given: object) -> None:
        super().__init__(self.code)
        self.given: Mapping[str, object] = given


class EmptyWordsError(ConvenorError):
    """A command that needs words came without them."""

    code = "words.empty"


class WordsTooLongError(ConvenorError):
    """The words are longer than the place they are meant for."""

    code = "words.too_long"


class NotUnderstoodError(ConvenorError):
    """No command fits; `given` carries the closest ones."""

    code = "words.not_understood"


class StrayButtonError(ConvenorError):
    """A button stood on nothing that there is: whatever came in from outside for it is never words of anybody's."""

    code = "button.stray"


class NotAllowedError(ConvenorError):
    """The person may not do this here."""

    code = "right.missing"


class NoTableError(ConvenorError):
    """The person sits at no table, or not at the one they named."""

    code = "table.none"


class UnknownPersonError(ConvenorError):
    """Nobody at this table, or more than one person, goes by that name."""

    code = "person.unknown"


class InviteeError(ConvenorError):
    """A line that should name one person with an e-mail address cannot be read so."""

    code = "person.unreadable"


class UnknownCommitmentError(ConvenorError):
    """No commitment of this table fits the number or the words, or more than one does."""

    code = "commitment.unknown"


class UnknownStrandError(ConvenorError):
    """No line of work of this table fits the number or the words, or more than one does."""

    code = "strand.unknown"


class PastDeadlineError(ConvenorError):
    """The day has already gone."""

    code = "deadline.past"
    field = "due_on"


class ImpossibleDeadlineError(ConvenorError):
    """There is no such day in the calendar."""

    code = "deadline.impossible"
    field = "due_on"


class NoDayError(ConvenorError):
    """A day was needed and none could be read."""

    code = "deadline.missing"
    field = "due_on"


class NoTimeError(ConvenorError):
    """A time of day was needed and none could be read."""

    code = "time.missing"
    field = "time"


class MeetingPastError(ConvenorError):
    """A meeting would be at a moment that has gone."""

    code = "meeting.past"
    field = "meets_on"


class TooManyLinesError(ConvenorError):
    """More was pasted than is read at once."""

    code = "lines.too_many"


class UnknownReflectionError(ConvenorError):
    """No reflection of this person fits the number."""

    code = "reflection.unknown"


class UnknownOutcomeError(ConvenorError):
    """No outcome of this table fits the number or the words, or more than one does."""

    code = "outcome.unknown"


class UnknownMeasureError(ConvenorError):
    """Nothing was measured of that number, or it was taken back, or has been corrected since."""

    code = "measure.unknown"


class UnknownTryError(ConvenorError):
    """No try of this table has that number."""

    code = "try.unknown"


class UnknownChairError(ConvenorError):
    """No empty chair of this table goes by that name."""

    code = "chair.unknown"


class TakenNameError(ConvenorError):
    """A table with that name or slug is here already."""

    code = "table.taken"


class UnknownSettingError(ConvenorError):
    """A table has no such setting, or the value does not fit it."""

    code = "setting.unknown"


class UnknownLanguageError(ConvenorError):
    """A language was asked for that we do not speak."""

    code = "language.unknown"


class ClosedDoorError(ConvenorError):
    """The person has left this table."""

    code = "partner.left"


class ClockBackwardsError(ConvenorError):
    """The clock was asked to go back behind its last tick."""

    code = "clock.backwards"


class SheetError(ConvenorError):
    """A file cannot be read as a history of taking part; `given["why"]` says what is wrong with it."""

    code = "import.unreadable"
    field = "file"


class UnknownCodesError(ConvenorError):
    """A sheet has marks that nobody has explained; `given["codes"]` has each with its first line."""

    code = "import.codes"
    field = "code"
