"""A person's page: what stands on it, and what they say there by words, buttons and forms."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from bot.domain.errors import ConvenorError, NoTableError, NotUnderstoodError
from bot.handlers.web import drawing, read
from bot.handlers.web.door import Door, Posted, posted
from bot.messages.cards.refusals import TROUBLE
from bot.messages.language import speaking
from bot.messages.render.html import html
from bot.messages.words import _, marked, translated
from bot.services import closed_pages, languages, pages, sessions, ways_in
from bot.services.pages import Heard, Spoken
from bot.services.request import LinkFor
from bot.storage.errors import StoreError

NOWHERE = (
    marked("There is no such page."),
    marked("It may have been yours once. Your own page has everything that is."),
)
SIGNED_OUT = (
    marked("You're signed out here."),
    marked("Nothing was kept just now, and nothing is lost that was kept before. Open a new link, or ask for one."),
)
AGAIN = (
    marked("That page was too old, or not whole."),
    marked("Nothing was kept. Open your page again and send it from there."),
)


class Talk:
    """The conversation on a page."""

    def __init__(self, door: Door) -> None:
        self.door = door

    async def look(self, request: Request) -> Response:
        """The page as it stands; with `?until=` what was there before."""
        return await self._look(request, "conversation.html")

    async def part(self, request: Request) -> Response:
        """The conversation alone, for a page that is open and was told that something is new."""
        return await self._look(request, "partials/arrived.html")

    async def _look(self, request: Request, template: str) -> Response:
        token, slug = self.door.token(request), request.path_params["slug"]
        until = read.moment(request.query_params.get("until", ""))
        try:
            page = await self.door.store.read(pages.look, token, slug, until=until, now=self.door.now())
        except NoTableError:
            return await self._closed(request, token, slug)
        if page is None:
            return self.signed_out()
        await self.door.note(token, due=page.note)
        with drawing.speaking_to(request, page):
            return await drawing.conversation(self.door, page, token, template=template)

    async def _closed(self, request: Request, token: str, slug: str) -> Response:
        """What is left of a table that has closed; there is no such page where it is not theirs."""
        asks = read.language(request)
        try:
            found = await self.door.store.read(closed_pages.look, token, slug, language=asks, now=self.door.now())
        except NoTableError:
            return self.nowhere()
        if found is None:
            return self.signed_out()
        with speaking(languages.on_a_page(found.partner, asks)):
            values = {"table": found.partner.partnership.name, "cards": [html(one) for one in found.cards]}
            return self.door.page("closed.html", {**values, "takes": found.takes, "export": f"/t/{slug}/ours.json"})

    async def say(self, request: Request) -> Response:
        """Words typed into the page."""
        return await self._hear(request, read.words)

    async def act(self, request: Request) -> Response:
        """A button pressed, a day or a person picked, a form sent."""
        return await self._hear(request, read.pressed)

    async def _hear(self, request: Request, reader: read.Reader) -> Response:
        token, slug, given = self.door.token(request), request.path_params["slug"], await posted(request)
        if given is None or not read.is_ours(given):
            return self.again(slug, given)
        if not sessions.is_form_of(given.one("csrf"), token):
            return self.signed_out(given)
        try:
            spoken = read.spoken(slug, given, reader, language=read.language(request))
        except NotUnderstoodError:
            return self.again(slug, given)
        try:
            heard = await self._heard(token, spoken)
        except StoreError as error:
            return self.trouble(request, given, error)
        shown = heard.reply.show if heard else None
        with speaking(shown.language if shown else read.language(request)):
            return await self._shown(token, heard, given)

    async def _heard(self, token: str, spoken: Spoken) -> Heard | None:
        store, now = self.door.store, self.door.now()
        try:
            return await store.run(pages.hear, token, spoken, now=now)
        except ConvenorError as error:
            return await store.run(pages.refused, token, spoken, error, now=now)

    async def _shown(self, token: str, heard: Heard | None, given: Posted) -> Response:
        """Where the answer stands: on the page, in its form, or, for somebody who has left, alone."""
        if heard is None:
            return self.signed_out(given)
        self.door.wake()
        if not heard.entry:
            status = HTTPStatus.NOT_FOUND if heard.reply.wrong else HTTPStatus.OK
            card = html(heard.reply.show) if heard.reply.show else ""
            return self.door.page("last.html", {"card": card}, status=status)
        page = await self.door.store.read(pages.look, token, heard.slug, now=self.door.now())
        if page is None:
            return self.signed_out(given)
        self.door.live.tell(page.partner.person.id)
        if heard.reply.link:
            return await self._handed_over(heard.reply.link, heard)
        if heard.stays:
            return await drawing.conversation(self.door, page, token, stays=drawing.Stays(heard, given))
        return RedirectResponse(f"/t/{heard.slug}#{heard.entry}", HTTPStatus.SEE_OTHER)

    async def _handed_over(self, wanted: LinkFor, heard: Heard) -> Response:
        """A link for somebody else, shown once: it is kept nowhere, so a reload makes another."""
        token = self.door.new_token()
        try:
            await self.door.store.run(ways_in.make, wanted, token, now=self.door.now())
        except ConvenorError:
            return RedirectResponse(f"/t/{heard.slug}#{heard.entry}", HTTPStatus.SEE_OTHER)
        card = html(heard.reply.show) if heard.reply.show else ""
        values = {"card": card, "url": f"{self.door.address}/in/{token}", "back": f"/t/{heard.slug}#{heard.entry}"}
        return self.door.page("handed_over.html", values)

    async def live(self, request: Request) -> Response:
        """Server-sent events: a word for each time something is new."""
        token, slug = self.door.token(request), request.path_params["slug"]
        try:
            page = await self.door.store.read(pages.who_looks, token, slug, now=self.door.now())
        except NoTableError:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        if page is None:
            return Response(status_code=HTTPStatus.UNAUTHORIZED)
        known = request.query_params.get("known", "")
        changes = self.door.live.changes(self.door.store, token, page, known, now=self.door.now)
        return StreamingResponse(changes, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    def nowhere(self) -> Response:
        """No such page; the same words whether there is none, or one of somebody else's."""
        return self.door.alone(NOWHERE, HTTPStatus.NOT_FOUND)

    def signed_out(self, given: Posted | None = None) -> Response:
        """Nobody is signed in here: how to come back, with the words that were on their way."""
        return self.door.alone(SIGNED_OUT, HTTPStatus.UNAUTHORIZED, words=read.given_words(given))

    def again(self, slug: str, given: Posted | None) -> Response:
        """What was sent is none of our forms, or no whole one: the page again, and the words that were in it."""
        back = (f"/t/{slug}#latest", _("Back to the conversation"))
        return self.door.alone(AGAIN, HTTPStatus.BAD_REQUEST, words=read.given_words(given), back=back)

    def trouble(self, request: Request, given: Posted, error: StoreError) -> Response:
        """The database can't be used just now: the truth, the words, and a button that sends the same once more."""
        said = translated(TROUBLE.get(error.code, TROUBLE["store"]))
        values = {"said": said, "to": request.url.path, "pairs": given.pairs, "words": read.given_words(given)}
        return self.door.page("trouble.html", values, status=HTTPStatus.SERVICE_UNAVAILABLE)
