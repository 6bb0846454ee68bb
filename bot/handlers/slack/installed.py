"""The app as it is installed in a workspace: which one, and by which ids the bot is known there."""

from dataclasses import dataclass

PLATFORM = "slack"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Held in memory: nothing is asked of Slack, nor of the database, while somebody waits.

    `team` is empty where the app is installed for all of an organisation's workspaces. `route`: by which messages are
    carried there. `also_ours`: our bot's ids in other workspaces, for two of them may meet in one channel.
    """

    team: str
    enterprise: str = ""
    bot_user: str = ""
    bot_id: str = ""
    route: str = PLATFORM
    also_ours: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What Slack delivers for: a workspace, or an organisation."""
        return self.team or self.enterprise

    @property
    def tenant(self) -> str:
        """Whose ids its people's are: the organisation's where there is one."""
        return self.enterprise or self.team

    @property
    def ours(self) -> frozenset[str]:
        """Every id of our bot."""
        return self.also_ours | {self.bot_user}

    def tenant_of(self, team: str | None) -> str:
        """The tenant of somebody who acts: their own workspace's, which in a shared channel may be another."""
        return self.tenant if team in (None, "", self.team, self.enterprise) else str(team)


def route_of(key: str) -> str:
    """The route of one workspace among many: a lane of its own, so that none waits for another."""
    return f"{PLATFORM}/{key}"
