"""The bot, which is killed between the commit and the answer of the first delivery of one kind.

`python -m tests.support.dying KIND run --port N` is `convenor run --port N`. KIND: command, action, form or message.
"""

import os
import signal
import sys
from typing import Any

from bot.cli import main
from bot.handlers import front
from bot.handlers.slack import answer

real = front.serve_within


async def serve_and_die(store: Any, request: Any, **more: Any) -> Any:
    reply = await real(store, request, **more)
    if request.door in DOORS[sys.argv[1]]:
        os.kill(os.getpid(), signal.SIGKILL)
    return reply


DOORS = {"command": ("command",), "action": ("button",), "form": ("form",), "message": ("mention", "direct")}

if __name__ == "__main__":
    answer.serve_within = serve_and_die  # type: ignore[attr-defined] # It is there, for its own use.
    if "TEAMS_CLIENT_ID" in os.environ:
        from bot.handlers.teams import answer as of_teams

        of_teams.serve_within = serve_and_die  # type: ignore[attr-defined] # The same.
    main(sys.argv[2:])
