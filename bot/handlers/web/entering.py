"""Coming in and going out: one-time links, signing out here and everywhere."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from bot.domain.errors import ConvenorError
from bot.handlers.web import read
from bot.handlers.web.door import Door, posted
from bot.messages.parts import Form
from bot.messages.render.html import BELOW_THE_TITLE, Wire, html
from bot.messages.words import marked
from bot.services import arriving, entering, links, pages, sessions
from bot.services.entering import Entered, Entering

OUT = (marked("You're signed out."), marked("To come back, open a new link, or ask for one. Nothing of yours is lost."))


class Entrance:
    """The pages before and after everything else."""

    def __init__(self, door: Door) -> None:
        self.door = door

    async def front(self, request: Request) -> Response:
        """Home: the only table of whoever is signed in, else a choice of theirs; else what this is."""
        token = self.door.token(request)
        tables = await self.door.store.read(pages.home_of, token, now=self.door.now()) if token else None
        if tables and len(tables) == 1:
            return RedirectResponse(f"/t/{tables[0].partnership.slug}#latest", HTTPStatus.SEE_OTHER)
        if tables is not None:
            return self.door.page("tables.html", {"tables": tables})
        return self.door.page("front.html")

    async def look(self, request: Request) -> Response:
        """A link's page with one button, so that whatever only looks at links does not use it up."""
        label = await self.door.store.read(entering.label_of, request.path_params["token"], now=self.door.now())
        return await self.over(request) if label is None else self.door.page("link.html", {"label": label})

    async def enter(self, request: Request) -> Response:
        """The button: whose link it is, is signed in; whoever was here before is signed out.

        A mail program's own button (RFC 8058) sends the same without a browser behind it, so nobody is signed in.
        """
        given, session = await posted(request), self.door.new_token()
        one_click = given is not None and given.one("List-Unsubscribe") == "One-Click"
        coming = Entering(
            token=request.path_params["token"],
            session="" if one_click else session,
            before="" if one_click else self.door.token(request),
            language=read.language(request),
        )
        entered = await self._enter(coming)
        if entered is None:
            return await self.over(request)
        self.door.wake()
        if one_click:
            return PlainTextResponse("")
        if not entered.signed_in:
            shown = entered.heard.reply.show if entered.heard else None
            return self.door.page("last.html", {"card": html(shown) if shown else ""})
        answer = RedirectResponse(_home(entered), HTTPStatus.SEE_OTHER)
        self.door.sign_in(answer, session)
        return answer

    async def _enter(self, coming: Entering) -> Entered | None:
        store, now = self.door.store, self.door.now()
        try:
            return await store.run(entering.enter, coming, now=now)
        except ConvenorError as error:
            return await store.run(entering.refused, coming, error, now=now)

    async def begin(self, request: Request) -> Response:
        """The questions with which a table is begun, by a link that the operator gave."""
        token = request.path_params["token"]
        if not await self.door.store.read(links.begins, token, now=self.door.now()):
            return await self.over(request)
        return self._questions(request, arriving.form({}))

    async def begun(self, request: Request) -> Response:
        """The answers: a table, and its coordinator signed in; or the questions again with what is wrong."""
        given, session = await posted(request), self.door.new_token()
        told = {name: value for name, value in (given.values if given else {}).items() if isinstance(value, str)}
        arrival = await self.door.store.run(
            arriving.begin, request.path_params["token"], session, told, now=self.door.now()
        )
        if arrival is None:
            return await self.over(request)
        if arrival.partner is None:
            return self._questions(request, arrival.form or arriving.form(told), wrong=arrival.wrong)
        answer = RedirectResponse(f"/t/{arrival.partner.partnership.slug}#latest", HTTPStatus.SEE_OTHER)
        self.door.sign_in(answer, session)
        return answer

    def _questions(self, request: Request, form: Form, wrong: Mapping[str, str] | None = None) -> Response:
        card = html(form, wire=Wire(to=request.url.path, level=BELOW_THE_TITLE), wrong=wrong)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
        return self.door.page("begin.html", {"card": card}, status=status)

    async def leave(self, request: Request) -> Response:
        """Sign out here, or, with `everywhere`, on every machine."""
        token, given = self.door.token(request), await posted(request)
        if given is None or not sessions.is_form_of(given.one("csrf"), token):
            return RedirectResponse("/", HTTPStatus.SEE_OTHER)
        ending = sessions.end_everywhere if given.one("everywhere") else sessions.end
        await self.door.store.run(ending, token, now=self.door.now())
        self.door.live.tell(None)
        answer = self.door.alone(OUT, HTTPStatus.OK)
        self.door.sign_out(answer)
        return answer

    async def over(self, request: Request) -> Response:
        """A link that opens nothing; whoever is signed in here is shown the way that they have."""
        token = self.door.token(request)
        tables = await self.door.store.read(pages.home_of, token, now=self.door.now()) if token else None
        return self.door.page("over.html", {"signed_in": bool(tables)}, status=HTTPStatus.GONE)


def _home(entered: Entered) -> str:
    """Where somebody who came in finds what they came for."""
    heard = entered.heard
    if heard is None or not heard.entry:
        return f"/t/{entered.partner.partnership.slug}#latest"
    return f"/t/{heard.slug}#{heard.entry}"
