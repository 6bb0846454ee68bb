"""Files that a page leads to: for whoever is signed in and sits at the table, and nobody else."""

import json

from starlette.requests import Request
from starlette.responses import Response

from bot.domain.errors import NoTableError
from bot.handlers.web.door import Door
from bot.handlers.web.talk import Talk
from bot.services import closed_pages, files


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

    async def ours(self, request: Request) -> Response:
        """What an organisation takes with it from a table that has closed."""
        token, slug = self.door.token(request), request.path_params["slug"]
        try:
            found = await self.door.store.read(closed_pages.export, token, slug, now=self.door.now())
        except NoTableError:
            return self.talk.nowhere()
        if found is None:
            return self.talk.signed_out()
        headers = {"Content-Disposition": f'attachment; filename="{found.name}.json"'}
        return Response(
            json.dumps(found.found, ensure_ascii=False, indent=1), media_type="application/json", headers=headers
        )
