"""How it looks from each seat."""

from bot.domain.participation import Kind
from bot.services import views
from bot.services.commands.command import Command

VIEWING = (
    Command(
        name="view.give",
        run=views.give,
        starts=("view",),
        usage="/table view we ring eleven numbers",
        help="say what it looks like from where you sit",
        kind=Kind.ANSWERED,
    ),
    Command(
        name="view.list",
        run=views.list_all,
        starts=("views", "show me the views"),
        whole=("show me what others said", "what have others said", "what did others say"),
        usage="/table views",
        help="what it looks like from each seat",
    ),
    Command(
        name="view.withdraw",
        run=views.withdraw,
        starts=("take back my view",),
        usage="take back my view",
        help="take your view back everywhere",
        kind=Kind.CHANGED,
    ),
    Command(
        name="view.unsure", run=views.unsure, whole=("not sure yet", "i'm not sure yet", "not sure"), kind=Kind.ANSWERED
    ),
)
