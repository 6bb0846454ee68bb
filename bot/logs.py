"""Logs, set up once: an event a line on standard error, as JSON unless somebody reads along on a terminal.

We log codes and ids. What others log may hold anybody's words, so that of them only the place is kept, and their
sentence where it is known to be one. The last processors are for what slipped through all the same.
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

OURS = Path(__file__).parent.parent

# Their sentences are fixed, and what is filled into them is left out.
FIXED = ("apscheduler", "uvicorn")

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Slack's tokens; what is shown as a key in a header; a user and password in an address; an e-mail address; and whatever
# is as long and as random as our own links and keys.
_SECRETS = re.compile(
    r"\b(?:xox[a-z]|xapp)[-.][\w.-]+"
    r"|\bbearer\s+\S+"
    r"|(?<=://)[^/\s@]*:[^\s@]*(?=@)"
    r"|[^\s@<>()\"',;:=]+@[^\s@<>()\"',;:]+"
    r"|(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{32,}",
    re.IGNORECASE,
)
LEFT_OUT = "[left out]"

Event = MutableMapping[str, Any]


def set_up() -> None:
    """From now on everything that is logged in this process goes this way."""
    logging.raiseExceptions = False
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one, _ToStandardError)]:
        root.removeHandler(old)
    root.addHandler(_ToStandardError())
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_BEGUN, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def catch_crashes() -> None:
    """What nobody caught is logged as all else is: Python itself would print somebody's words with it."""
    sys.excepthook = _crashed
    threading.excepthook = lambda args: _crashed(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _crashed(args.exc_type, args.exc_value, args.exc_traceback)


def _crashed(kind: type[BaseException], error: BaseException | None, _traceback: TracebackType | None) -> None:
    structlog.get_logger(__name__).critical("crashed", exc_info=error or kind())


def fault(event: str, error: Exception, **more: object) -> None:
    """Log an error by its kind and its place alone: with its message and its traceback came somebody's words."""
    structlog.get_logger(__name__).error(event, **more, fault=type(error).__name__, at=place_of(error))


def place_of(error: BaseException) -> str:
    """The innermost line of ours that an error came through, else the innermost of all: "bot/app.py:12"."""
    lines = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [(file, number) for file, number in lines if _is_ours(file)]
    return next((f"{_short(file)}:{number}" for file, number in reversed(ours or lines)), "")


def _is_ours(file: Path) -> bool:
    return file.is_relative_to(OURS / "bot") or file.is_relative_to(OURS / "config")


def _short(file: Path) -> str:
    return str(file.relative_to(OURS)) if _is_ours(file) else file.name


class _ToStandardError(logging.Handler):
    """Whatever standard error is at that moment."""

    def __init__(self) -> None:
        super().__init__()
        drawn = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
        self.setFormatter(
            ProcessorFormatter(
                foreign_pre_chain=_BEGUN,
                processors=[_of_others, ProcessorFormatter.remove_processors_meta, _without_errors, _clean, drawn],
                use_get_message=False,
            )
        )

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{self.format(record)}\n")
        sys.stderr.flush()


def _of_others(_logger: object, _name: str, event: Event) -> Event:
    """What a library logged: who, and where; its sentence only where nothing of anybody's can stand in it."""
    record: logging.LogRecord = event["_record"]
    if event["_from_structlog"]:
        return event
    fixed = record.name.partition(".")[0] in FIXED and isinstance(record.msg, str)
    said = record.msg.strip() if fixed else "library"
    return {**event, "event": said, "logger": record.name, "at": f"{Path(record.pathname).name}:{record.lineno}"}


def _without_errors(_logger: object, _name: str, event: Event) -> Event:
    """An error is its kind and its place: its message, and what its lines hold, may be somebody's words."""
    found = event.pop("exc_info", None)
    event.pop("stack", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event.update(fault=type(error).__name__, at=place_of(error) or event.get("at", ""))
    return event


def _clean(_logger: object, _name: str, event: Event) -> Event:
    return {name: _cleaned(value) for name, value in event.items()}


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - whatever was logged
    """One line without anything that opens a door or is somebody's; of what we don't know, only what it is."""
    match value:
        case str():
            return _SECRETS.sub(LEFT_OUT, _CONTROLS.sub(" ", value))
        case None | bool() | int() | float():
            return value
        case date():
            return value.isoformat()
        case Mapping():
            return {_cleaned(name): _cleaned(one) for name, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_cleaned(one) for one in value]
        case _:
            return type(value).__name__


_BEGUN: list[structlog.typing.Processor] = [
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
]
