"""The consent page: somebody reads what the app asks for, chooses where, and says yes or no.

What it checks is what Slack's page "Installing with OAuth" says: whose client id it is, scopes that the app has, an
address to come back to that is the app's own. What is optional can be left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from aiohttp import web

from tests.fakes.slack.api.links import Granted, Links
from tests.fakes.slack.core import Core
from tests.fakes.slack.world import User, Workspace

ADDRESS = "/oauth/v2/authorize"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is sent there with."""

    client_id: str
    scopes: tuple[str, ...]
    redirect_uri: str
    state: str


class Consent:
    """The page, and what becomes of the two buttons on it."""

    def __init__(self, core: Core, links: Links) -> None:
        self._core, self._links = core, links

    async def show(self, request: web.Request) -> web.StreamResponse:
        """What is asked for, and where it can be put."""
        asked = _asked(request.query)
        wrong = self._wrong(asked)
        return self._refused(wrong, asked) if wrong else _page(self._form(asked))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """A yes or a no: back to the app either way."""
        given = await request.post()
        asked = _asked({name: value for name, value in given.items() if isinstance(value, str)})
        wrong = self._wrong(asked)
        if wrong:
            return self._refused(wrong, asked)
        if given.get("answer") != "allow":
            return _back(asked, error="access_denied")
        code = self._code(asked, str(given.get("where", "")), {str(one) for one in given.getall("optional", [])})
        return _back(asked, code=code) if code else self._refused("nobody of that workspace is signed in", asked)

    def _wrong(self, asked: Asked) -> str:
        app = self._core.app
        if asked.client_id != app.client_id:
            return "Invalid client_id parameter"
        unknown = [one for one in asked.scopes if one not in (*app.scopes, *app.optional_scopes)]
        if unknown or not asked.scopes:
            return f"Invalid permissions requested: {', '.join(unknown) or 'no scopes'}"
        if not any(_is_within(asked.redirect_uri, one) for one in app.redirect_urls):
            return f"redirect_uri did not match any configured URIs. Passed URI: {asked.redirect_uri}"
        return ""

    def _refused(self, why: str, asked: Asked) -> web.Response:
        self._core.refuse("oauth/v2/authorize", [why], {"redirect_uri": asked.redirect_uri})
        return _page(f"<h1>Something went wrong</h1><p>{escape(why)}</p>", status=400)

    def _code(self, asked: Asked, where: str, optional: set[str]) -> str:
        """A code for the place that was chosen; empty where nobody of it could say yes."""
        found = [one for one in self._core.directory.workspaces.values() if where in (one.team_id, one.enterprise_id)]
        by = next((someone for one in found if (someone := self._somebody_of(one))), None)
        if not where or by is None:
            return ""
        scopes = {one for one in asked.scopes if one not in self._core.app.optional_scopes or one in optional}
        org_wide = where == found[0].enterprise_id
        now = self._core.clock.now()
        return self._links.new_code(Granted(found[0], by, frozenset(scopes), asked.redirect_uri, now, org_wide))

    def _somebody_of(self, workspace: Workspace) -> User | None:
        people = self._core.directory.users.values()
        return next((one for one in people if one.team_id == workspace.team_id and not one.is_bot), None)

    def _form(self, asked: Asked) -> str:
        workspaces = self._core.directory.workspaces.values()
        grids = {one.enterprise_id: f"All of {one.enterprise_id}" for one in workspaces if one.enterprise_id}
        places = {one.team_id: one.name for one in workspaces} | grids
        kept = {"client_id": asked.client_id, "redirect_uri": asked.redirect_uri, "state": asked.state}
        hidden = {**kept, "scope": ",".join(asked.scopes)}.items()
        optional = [one for one in asked.scopes if one in self._core.app.optional_scopes]
        needed = [one for one in asked.scopes if one not in optional]
        name = escape(self._core.app.name)
        return (
            f"<h1>{name} is requesting permission to access a Slack workspace</h1>"
            f'<form method="post" action="{ADDRESS}">'
            + "".join(f'<input type="hidden" name="{key}" value="{escape(value)}">' for key, value in hidden)
            + f'<label>Where should it go? <select name="where">{_options(places)}</select></label>'
            + f"<h2>What {name} will be able to do</h2><ul>{''.join(f'<li>{escape(one)}</li>' for one in needed)}</ul>"
            + f"<fieldset><legend>Optional</legend>{_boxes(optional)}</fieldset>"
            + '<button name="answer" value="deny">Cancel</button> <button name="answer" value="allow">Allow</button>'
            + "</form>"
        )


def _asked(given: Mapping[str, str]) -> Asked:
    scopes = tuple(one for one in given.get("scope", "").split(",") if one)
    return Asked(given.get("client_id", ""), scopes, given.get("redirect_uri", ""), given.get("state", ""))


def _is_within(address: str, registered: str) -> bool:
    """The very address that was registered, or one below it."""
    return address == registered or address.startswith((f"{registered.rstrip('/')}/", f"{registered}?"))


def _back(asked: Asked, **given: str) -> web.StreamResponse:
    to = f"{asked.redirect_uri}?{urlencode({**given, 'state': asked.state})}"
    return web.Response(status=302, headers={"Location": to})


def _options(places: Mapping[str, str]) -> str:
    return "".join(f'<option value="{escape(key)}">{escape(name)}</option>' for key, name in places.items())


def _boxes(names: Iterable[str]) -> str:
    one = '<label><input type="checkbox" name="optional" value="{name}" checked> {name}</label>'
    return "".join(one.format(name=escape(name)) for name in names)


def _page(body: str, *, status: int = 200) -> web.Response:
    text = f'<!doctype html><html lang="en"><head><title>Slack</title></head><body>{body}</body></html>'
    return web.Response(text=text, status=status, content_type="text/html")
