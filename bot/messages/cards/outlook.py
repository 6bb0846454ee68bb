"""About the table as a whole: how many of its organisations take part, and how many of its seats may be empty soon."""

from datetime import date

from bot.domain.outlook import Forecast, Past, Share
from bot.messages.parts import Text
from bot.messages.words import _, month, several, upper_first


def taking_part(share: Share, *, today: date | None) -> Text:
    """Against the table's own past and nobody else's."""
    said = _("{active} of {all} organisations took part in the last four weeks").format(
        active=f"{share.active:,}", all=f"{share.organisations:,}"
    )
    return (f"{upper_first(said)}{_then(share.past, share, today=today)}.",)


def _then(past: Past | None, share: Share, *, today: date | None) -> str:
    """The month it is set beside; of how many only where that was another number."""
    if past is None:
        return ""
    said = _("; in {month} it was {active}")
    if past.organisations != share.organisations:
        said = _("; in {month} it was {active} of {all}")
    return said.format(month=month(past.until, today=today), active=f"{past.active:,}", all=f"{past.organisations:,}")


def ahead(forecast: Forecast, *, today: date) -> Text:
    """As many as are likely, and how far that may be out; whose they are is nowhere said."""
    said = several(
        "About {n} seat may be empty by {month}",
        "About {n} seats may be empty by {month}",
        forecast.about,
    ).format(month=month(forecast.by, today=today))
    return (f"{upper_first(said)}{_range(forecast)}",)


def _range(forecast: Forecast) -> str:
    if forecast.fewest == forecast.most:
        return "."
    if not forecast.fewest:
        return _(": at most {most}, and perhaps none.").format(most=f"{forecast.most:,}")
    between = _(": likely between {fewest} and {most}.")
    return between.format(fewest=f"{forecast.fewest:,}", most=f"{forecast.most:,}")
