"""The fields that clients of Kokoro-FastAPI send beside OpenAI's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from ..problem import invalid
from .body import Body

if TYPE_CHECKING:
    from .speech_body import SpeechBody

__all__ = ["KokoroRules", "check_download", "language_of", "switched_off"]

LETTERS = {
    "a": "en-US",
    "b": "en-GB",
    "e": "es",
    "f": "fr",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-BR",
    "z": "zh",
}
"""What Kokoro's letters for languages mean."""


class KokoroRules(Body):
    """Which written things are put into words, by Kokoro-FastAPI's names."""

    normalize_: bool = Field(True, alias="normalize")
    unit_normalization: bool = Field(True, description="Here true unless it is said otherwise.")
    url_normalization: bool = True
    email_normalization: bool = True
    phone_normalization: bool = True
    replace_remaining_symbols: bool = True
    optional_pluralization_normalization: bool = True


def language_of(body: SpeechBody) -> str | None:
    """Return the language of either field, which must not say two things."""
    told = body.lang_code and LETTERS.get(body.lang_code, body.lang_code)
    if told and body.language and told.casefold() != body.language.casefold():
        raise invalid("language and lang_code name two languages", "lang_code")
    return body.language or told


def switched_off(rules: KokoroRules) -> frozenset[str] | None:
    """Return the classes of written things that are left as written; None where all of them are."""
    if not rules.normalize_:
        return None
    if rules.url_normalization != rules.email_normalization:
        why = "addresses of pages and of people are read by one rule: their two switches must agree"
        raise invalid(why, "normalization_options.email_normalization")
    if not rules.optional_pluralization_normalization:
        why = "there is no rule of its own for an s in brackets that could be switched off"
        raise invalid(why, "normalization_options.optional_pluralization_normalization")
    switches = {
        "electronic": rules.url_normalization,
        "measure": rules.unit_normalization,
        "telephone": rules.phone_normalization,
        "symbol": rules.replace_remaining_symbols,
    }
    return frozenset(name for name, on in switches.items() if not on)


def check_download(body: SpeechBody) -> None:
    """Refuse what would leave a file here: there is none but the answer."""
    if body.return_download_link:
        raise invalid("there are no files here to link to: the answer is the file", "return_download_link")
    if body.download_format not in (None, body.response_format):
        raise invalid("download_format must be that of the answer, response_format", "download_format")
