"""Pages that show one thing each: what a person can look at without typing for it."""

from starlette.requests import Request
from starlette.responses import Response

from bot.domain.errors import NoTableError
from bot.handlers.web import drawing, read
from bot.handlers.web.door import Door
from bot.handlers.web.talk import Talk
from bot.messages.words import marked, translated
from bot.services import sights
from bot.services.sights import Seen


class Sights:
    """One page for each of services/sights.py, and the digests."""

    def __init__(self, door: Door, talk: Talk) -> None:
        self.door = door
        self.talk = talk

    async def look(self, request: Request) -> Response:
        """What one command shows, on a page of its own."""
        token, slug, name = self.door.token(request), request.path_params["slug"], request.path_params["name"]
        try:
            asks = read.language(request)
            work = self.door.store.run if name in sights.NOTED else self.door.store.read
            seen = await work(sights.look, token, slug, name, language=asks, now=self.door.now())
        except NoTableError:
            return self.talk.nowhere()
        if seen is None:
            return self.talk.signed_out()
        await self.door.note(token, due=seen.page.note)
        with drawing.speaking_to(request, seen.page):
            return await self._page(token, name, seen)

    async def _page(self, token: str, name: str, seen: Seen) -> Response:
        hidden = drawing.hidden_for(self.door, token)
        shown = [await self.door.pictures.on_a_page(card) for card in seen.cards]
        cards = [drawing.sight(seen.page, card, hidden, prefix=f"s{number}-") for number, card in enumerate(shown)]
        title = translated(drawing.NAV.get(name, marked("Help")))
        values = {"title": title, "cards": cards, "hidden": hidden, "is_me": name == "me"}
        return self.door.page("sight.html", {**drawing.frame(seen.page, name), **values})
