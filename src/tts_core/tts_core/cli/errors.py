"""What goes wrong, in one sentence and with an exit status."""

from __future__ import annotations

import click

from ..errors import (
    NothingToSpeak,
    TTSError,
    UnknownModel,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
)

__all__ = ["BadRequest", "Failure", "failure_from"]

_BAD_REQUEST = (
    NothingToSpeak,
    UnknownModel,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
    ValueError,
)


class Failure(click.ClickException):
    """One sentence for people, and a status for the shell."""

    exit_code = 1


class BadRequest(Failure):
    """The request itself is wrong: asking again would not help, asking otherwise would."""

    exit_code = 2


def failure_from(error: Exception) -> Failure | None:
    """
    Say *error* in one sentence, if it is one that is raised on purpose.

    A closed pipe is none: whoever closed it wants to hear nothing more. Everything else is a fault of
    the program, and deserves its traceback.
    """
    if isinstance(error, BrokenPipeError):
        return None
    if isinstance(error, _BAD_REQUEST):
        return BadRequest(_one_line(str(error)))
    if isinstance(error, TTSError):
        return Failure(_one_line(str(error)))
    if isinstance(error, OSError):
        return Failure(_one_line(_of_system(error)))
    return None


def _of_system(error: OSError) -> str:
    if error.strerror is None:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror


def _one_line(message: str) -> str:
    """Messages of foreign libraries may run over several lines."""
    return " ".join(message.split())
