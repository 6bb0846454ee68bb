"""How seats change: chairs offered, seats handed on, check-ins in one's own right, stepping back, leaving."""

from bot.domain.access import Right
from bot.domain.participation import Kind
from bot.services import catchup, chairs, checkins, closings, goodbyes, successions
from bot.services.commands.command import Command

SEATING = (
    Command(
        name="table.catchup",
        run=catchup.show,
        starts=("catch me up", "catch up"),
        whole=(
            "what happened since i was away",
            "what has happened since i was away",
            "what have i missed",
            "what did i miss",
            "catch me up",
        ),
        usage="/table catch me up",
        help="what you have missed, on one screen",
    ),
    Command(
        name="seat.invite",
        run=chairs.invite,
        starts=("fill",),
        usage="/table fill a GP with Sam Okoye <sam@ward9.example>",
        help="invite somebody to a chair that is missing",
        right=Right.CONVENE,
        kind=Kind.CHANGED,
        opens=True,
    ),
    Command(
        name="checkin.on",
        run=checkins.turn_on,
        whole=("check in with me", "please check in with me", "check-ins on"),
        usage="check in with me",
        help="be asked when you have been quiet",
        kind=Kind.ANSWERED,
    ),
    Command(
        name="checkin.off",
        run=checkins.turn_off,
        whole=("don't check in with me", "do not check in with me", "please don't check in with me", "check-ins off"),
        usage="don't check in with me",
        help="not be asked when you have been quiet",
        kind=Kind.ANSWERED,
    ),
    Command(
        name="seat.handon",
        run=successions.hand_on,
        starts=("hand on my seat", "hand my seat on"),
        usage="/table hand on my seat to @Una Fox",
        help="ask somebody to take your seat",
        kind=Kind.CHANGED,
        opens=True,
    ),
    Command(name="seat.keep", run=successions.keep, whole=("keep my seat",), kind=Kind.CHANGED),
    Command(name="seat.take", run=successions.take, whole=("yes to the seat",), kind=Kind.ANSWERED),
    Command(name="seat.decline", run=successions.decline, whole=("no to the seat",), kind=Kind.ANSWERED),
    Command(
        name="seat.stepback",
        run=goodbyes.step_back,
        starts=("step back", "stepping back"),
        whole=("we're stepping back", "we are stepping back", "we're stepping back from the table"),
        usage="/table step back",
        help="your organisation steps back, and can come back",
        kind=None,
        opens=True,
    ),
    Command(
        name="table.parting",
        run=goodbyes.part,
        starts=("leave with a word",),
        usage="/table leave with a word",
        help="leave, and say what would bring you back",
        kind=None,
        opens=True,
    ),
    Command(
        name="table.close",
        run=closings.close,
        starts=("close",),
        whole=("close the table",),
        usage="/table close",
        help="close this table, and delete it a month later",
        right=Right.CONVENE,
        kind=None,
    ),
    Command(
        name=closings.REOPEN, run=closings.reopen, whole=("open again",), starts=("open again",), right=Right.CONVENE
    ),
    Command(
        name="table.leave",
        run=goodbyes.leave,
        starts=("leave",),
        whole=("leave the table", "i want to leave"),
        usage="/table leave",
        help="leave this table",
        kind=None,
    ),
)
