"""Files that a page leads to: for whoever is signed in and sits at the table, and nobody else."""

from starlette.requests import Request
from starlette.responses import Response

from bot.domain.errors import NoTableError
from bot.handlers.web.door import Door
from bot.handlers.web.talk import Talk
from bot.services import files


class Files:
    """One address a kind of file."""

    def __init__(self, door: Door, talk: Talk) -> None:
        self.door = door
        self.talk = talk

    async def meeting(self, request: Request) -> Response:
        """A meeting as calendars take it up."""
        token, slug, number = self.door.token(request), request.path_params["slug"], request.path_params["number"]
        try:
            content = await self.door.store.read(files.meeting, token, slug, number, now=self.door.now())
        except NoTableError:
            return self.talk.nowhere()
        if content is None:
            return self.talk.signed_out()
        headers = {"Content-Disposition": f'attachment; filename="meeting-{number}.ics"'}
        return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)
