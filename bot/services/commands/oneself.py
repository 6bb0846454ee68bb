"""What concerns the person alone: yes or no, answers, away, stop, what is held on them."""

from bot.domain.participation import Kind
from bot.services import checkins, my_data, wishes
from bot.services import help as helping
from bot.services.commands.command import Command

ONESELF = (
    Command(
        name="consent.yes",
        run=wishes.yes,
        whole=("yes", "yes please", "that's fine", "ok", "okay", "iawn"),
        kind=Kind.ANSWERED,
    ),
    Command(
        name="consent.quietly",
        run=wishes.quietly,
        whole=("only when i write", "only when i write to you"),
        kind=Kind.ANSWERED,
    ),
    Command(name="consent.no", run=wishes.no, whole=("no", "no thanks", "no thank you"), kind=Kind.ANSWERED),
    Command(
        name="checkin.stillin",
        run=checkins.still_in,
        whole=("still in", "i'm still in", "still here", "i'm still here"),
        kind=Kind.ANSWERED,
    ),
    Command(name="checkin.notnow", run=checkins.not_just_now, whole=("not just now", "not now"), kind=Kind.ANSWERED),
    Command(
        name="checkin.obstacle",
        run=checkins.obstacle,
        whole=("something's in the way", "something is in the way", "stuck", "i'm stuck"),
        kind=Kind.ANSWERED,
    ),
    Command(
        name="checkin.toomuch", run=checkins.too_much, whole=("too much on", "i've too much on"), kind=Kind.ANSWERED
    ),
    Command(
        name="checkin.wrongperson",
        run=checkins.wrong_person,
        whole=("i'm the wrong person now", "wrong person", "i'm the wrong person"),
        kind=Kind.ANSWERED,
    ),
    Command(
        name="checkin.notworking",
        run=checkins.not_working,
        whole=("it isn't working for us", "it's not working for us", "not working for us"),
        kind=Kind.ANSWERED,
    ),
    Command(name="checkin.tell", run=checkins.tell, starts=("yes, tell", "yes tell", "tell"), kind=Kind.ANSWERED),
    Command(
        name="checkin.donttell", run=checkins.dont_tell, whole=("don't tell", "no, don't tell"), kind=Kind.ANSWERED
    ),
    Command(
        name="away.set",
        run=wishes.away,
        starts=(
            "away until",
            "away from",
            "away",
            "i'm away until",
            "i'm away",
            "on leave until",
            "i'm on leave until",
        ),
        usage="/table away until 4 January",
        help="no messages until then; no reason needed",
        kind=Kind.ANSWERED,
        anywhere=True,
    ),
    Command(
        name="away.end",
        run=wishes.back,
        starts=("back",),
        whole=("i'm back", "back", "not away"),
        kind=Kind.ANSWERED,
        anywhere=True,
    ),
    Command(
        name="days.set",
        run=wishes.work_on,
        starts=("i work", "i only work", "working days"),
        usage="I work Tuesdays and Thursdays",
        help="be written to on your working days only",
        kind=Kind.ANSWERED,
        anywhere=True,
    ),
    Command(
        name="messages.stop",
        run=wishes.stop,
        starts=("messages off", "stop messages", "stop until"),
        whole=(
            "stop",
            "stop it",
            "please stop",
            "unsubscribe",
            "stop messages",
            "messages off",
            "stopiwch",
            "leave me alone",
        ),
        usage="stop",
        help="stop all messages; you stay at the table",
        kind=Kind.ANSWERED,
        anywhere=True,
    ),
    Command(name="messages.pause", run=wishes.pause, kind=Kind.ANSWERED, anywhere=True),
    Command(
        name="messages.start",
        run=wishes.start,
        starts=("messages on",),
        whole=("start", "messages on"),
        usage="start",
        help="messages on again",
        kind=Kind.ANSWERED,
        anywhere=True,
    ),
    Command(
        name="data.show",
        run=my_data.show,
        starts=("my data", "data"),
        whole=(
            "what information do you hold on me",
            "what do you hold on me",
            "what data do you hold on me",
            "what do you know about me",
            "what is held on me",
        ),
        usage="/table my data",
        help="everything held on you",
    ),
    Command(
        name="data.erase",
        run=my_data.erase,
        starts=("erase me", "forget me", "delete me"),
        usage="/table erase me",
        help="take everything out that is held on you",
        kind=None,
    ),
    Command(
        name="help.show",
        run=helping.show,
        starts=("help",),
        whole=("help", "help me", "what can i say", "what can you do", "hello", "hi"),
        usage="help",
        help="what you can say",
    ),
)
