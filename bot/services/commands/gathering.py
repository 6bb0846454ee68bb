"""The table: what it is for, who sits at it, who has gone quiet."""

from bot.domain.access import Right
from bot.domain.participation import Kind
from bot.services import asks, beginning, digests, dropped_off, first_steps, our_part, settings, tables
from bot.services.commands.command import Command

AT_THE_TABLE = (
    Command(
        name="table.show",
        run=tables.show,
        starts=("",),
        whole=("the table",),
        usage="/table",
        help="the table at a glance",
    ),
    Command(
        name="table.more", run=tables.more, starts=("more",), usage="/table more", help="what else there is to see here"
    ),
    Command(
        name="table.new",
        run=beginning.new,
        starts=("new",),
        whole=("begin a table", "begin another table", "start a table"),
        usage="/table new",
        help="begin another table",
        anywhere=True,
    ),
    Command(name="table.note", run=beginning.note, whole=("a note to post",), right=Right.CONVENE),
    Command(name="table.next", run=first_steps.show, whole=("what next", "what's next"), right=Right.CONVENE),
    Command(
        name="quiet.answer",
        run=dropped_off.answer,
        starts=("quiet", "who's quiet", "who is quiet"),
        whole=(
            "who has dropped off",
            "who's dropped off",
            "who dropped off",
            "who has gone quiet",
            "who's gone quiet",
            "who is missing in action",
            "who has drifted off",
            "who haven't we heard from",
        ),
        usage="/table quiet",
        help="who has gone quiet, and what to do",
    ),
    Command(
        name="quiet.spoke",
        run=dropped_off.spoke,
        starts=("spoke to", "i spoke to", "heard from"),
        usage="/table spoke to @Sam Okoye on Tuesday",
        help="note a sign of life for somebody",
    ),
    Command(
        name="part.show",
        run=our_part.show,
        starts=("our part", "mirror", "my part"),
        whole=("how do we look from the table",),
        usage="/table our part",
        help="how your organisation looks from the table",
    ),
    Command(
        name="commitment.ask",
        run=asks.ask,
        starts=("ask",),
        usage="/table ask @Sam Okoye to share the void list",
        help="ask somebody for something",
        kind=Kind.ASKED,
    ),
    Command(
        name="table.who",
        run=tables.who,
        starts=("who",),
        whole=("who is here",),
        usage="/table who",
        help="who sits here",
    ),
    Command(
        name="table.missing",
        run=tables.missing,
        starts=("missing", "want", "wanted"),
        usage="/table missing a GP",
        help="name a chair you want filled",
        kind=Kind.CHANGED,
    ),
    Command(name="table.found", run=tables.found, starts=("found", "filled"), kind=Kind.CHANGED),
    Command(
        name="digest.show",
        run=digests.show,
        starts=("digest",),
        whole=("show me the digest",),
        usage="/table digest",
        help="this week's digest, now",
    ),
    Command(
        name="table.invite",
        run=tables.invite,
        starts=("invite",),
        usage="/table invite Sam Okoye <sam@ward9.example> of Ward 9 Trust",
        help="give somebody a seat",
        right=Right.CONVENE,
        kind=Kind.CHANGED,
    ),
    Command(
        name="table.settings",
        run=settings.show,
        starts=("settings", "setting"),
        usage="/table settings",
        help="what this table chose for itself",
    ),
    Command(
        name="table.leave",
        run=tables.leave,
        starts=("leave",),
        whole=("leave the table", "i want to leave"),
        usage="/table leave",
        help="leave this table",
        kind=None,
    ),
)
