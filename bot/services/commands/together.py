"""What partners do together, and for each other; and what they wish of each other."""

from bot.domain.access import Right
from bot.domain.participation import Kind
from bot.services import commitments, if_only, stuck
from bot.services.commands.command import Command

TOGETHER = (
    Command(
        name="commitment.bringin",
        run=commitments.bring_in,
        opens=True,
        door="commit",
        starts=("bring in",),
        takes_number=True,
        usage="bring in 3 @Sam Okoye",
        help="ask others to do it together with you",
        kind=Kind.ASKED,
    ),
    Command(
        name="commitment.join",
        run=commitments.join,
        door="commit",
        starts=("i'm in on", "we're in on", "in on"),
        takes_number=True,
        usage="I'm in on 3",
        help="join what somebody asked you to do together",
        kind=Kind.ANSWERED,
    ),
    Command(
        name="commitment.notin",
        run=commitments.not_in,
        door="commit",
        starts=("count us out of", "count me out of"),
        takes_number=True,
        usage="count us out of 3",
        help="stay out of it, or step out; the others go on",
        kind=Kind.ANSWERED,
    ),
    Command(
        name="commitment.helped",
        run=commitments.yes,
        door="commit",
        starts=("it helped",),
        takes_number=True,
        usage="it helped 3",
        help="say that what was done for you helped",
        kind=Kind.ANSWERED,
    ),
    Command(
        name="commitment.notyet",
        run=commitments.not_yet,
        door="commit",
        starts=("not yet",),
        takes_number=True,
        kind=Kind.ANSWERED,
    ),
    Command(
        name="commitment.notforus",
        run=commitments.not_us,
        door="commit",
        starts=("not for us",),
        takes_number=True,
        kind=Kind.ANSWERED,
    ),
    Command(
        name="commitment.unsay",
        run=commitments.unsay,
        door="commit",
        starts=("unsay",),
        takes_number=True,
        kind=Kind.ANSWERED,
    ),
)

WISHING = (
    Command(
        name="ifonly.say",
        run=if_only.say,
        opens=True,
        starts=("if only", "i wish", "they should"),
        within=("should", "ought to"),
        usage="if only housing would ring us before noon",
        help="turn a wish into a sentence that somebody here can answer",
        right=Right.ADD,
    ),
    Command(name="ifonly.ask", run=if_only.ask, starts=("ask them",), takes_number=True, kind=Kind.ASKED),
    Command(name="ifonly.keep", run=if_only.keep, starts=("keep it to myself",), kind=Kind.ANSWERED),
    Command(name="ifonly.change", run=if_only.change, opens=True, starts=("change wish",)),
    Command(
        name="commitment.stuck",
        run=stuck.stuck,
        opens=True,
        door="commit",
        starts=("stuck on", "stuck with", "i'm stuck on", "stuck"),
        takes_number=True,
        usage="stuck 3",
        help="say what would help, and ask for it",
        kind=Kind.CHANGED,
    ),
    Command(
        name="commitment.unstuck",
        run=stuck.unstuck,
        door="commit",
        starts=("unstuck",),
        takes_number=True,
        kind=Kind.CHANGED,
    ),
)
