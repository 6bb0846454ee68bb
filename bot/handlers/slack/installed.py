"""The app as it is installed in a workspace: which one, and by which ids the bot is known there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Known once, when the program starts, and held in memory: nothing is asked of Slack while somebody waits."""

    team: str
    enterprise: str = ""
    bot_user: str = ""
    bot_id: str = ""

    @property
    def tenant(self) -> str:
        """Whose ids its people's are: the organisation's where there is one."""
        return self.enterprise or self.team

    def tenant_of(self, team: str | None) -> str:
        """The tenant of somebody who acts: their own workspace's, which in a shared channel may be another."""
        return self.tenant if team in (None, "", self.team, self.enterprise) else str(team)
