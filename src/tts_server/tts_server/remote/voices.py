"""The voices of a remote model, asked of its servers when somebody wants to know."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from tts_core import ModelUnavailable, Voice

from ..openai_names import OPENAI_VOICES
from .figures import RemoteFigures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .settings import RemoteSettings

__all__ = ["VoiceListing"]

KEPT = 60.0
"""Seconds for which a listing is taken as it was."""
COOLED = 10.0
"""Seconds for which nobody is asked again after a listing failed."""
LONGEST_LISTING = 3.0
"""Seconds that a listing may take; people wait for it."""
NONE_LISTED = (404, 405, 501)


class VoiceListing:
    """
    Lists the voices of a remote model, tolerant of the shapes in which servers list theirs.

    A server without a listing is taken to have the API's built-in voices; one that cannot be reached
    is not.
    """

    def __init__(self, settings: RemoteSettings) -> None:
        self._settings = settings
        self.figures = RemoteFigures(settings.id)
        self._lock = threading.Lock()
        self._held: tuple[Voice, ...] | None = None
        self._failure: ModelUnavailable | None = None
        self._until = 0.0

    @property
    def seen(self) -> tuple[str, ...]:
        """The ids that were listed last."""
        return tuple(voice.id for voice in self._held or ())

    def __call__(self) -> tuple[Voice, ...]:
        """Return the voices."""
        with self._lock:
            now = time.monotonic()
            if self._failure is not None and now < self._until:
                again = ModelUnavailable(self._settings.id, self._failure.why, self._failure.fix)
                raise again from self._failure.__cause__
            if self._held is None or now >= self._until:
                self._refresh()
            return self._held or ()

    def _refresh(self) -> None:
        self._failure = None
        try:
            self._held = self._named(self._settings.voices) if self._settings.voices else self._fetched()
            self._until = time.monotonic() + KEPT
        except ModelUnavailable as error:
            self._failure = error
            self._until = time.monotonic() + COOLED
            raise

    def _fetched(self) -> tuple[Voice, ...]:
        """Ask the servers one after the other; the first that answers is believed."""
        import httpx

        from .failure import Failure
        from .http_client import client_options, map_errors

        settings = self._settings
        whys: list[str] = []
        cause: Failure | None = None
        options = {**client_options(settings), "timeout": min(LONGEST_LISTING, settings.read_timeout)}
        with httpx.Client(**options) as client:
            for url in settings.plain_urls:
                try:
                    with map_errors(url):
                        answer = client.get(f"{url}/v1/audio/voices", params={"model": settings.model})
                    return self._read(url, answer)
                except Failure as failure:
                    whys.append(failure.why)
                    cause = failure
        fix = "set the remote model's api_key, or correct its URL, or name its voices in its settings"
        raise ModelUnavailable(settings.id, f"its voices cannot be listed: {'; '.join(whys)}", fix) from cause

    def _read(self, url: str, answer: Any) -> tuple[Voice, ...]:
        from .error_response import response_failure
        from .failure import Failure

        if answer.status_code in NONE_LISTED:
            return self._named(OPENAI_VOICES)
        if answer.status_code != 200:
            raise response_failure(url, answer.status_code, answer.headers, answer.content)
        try:
            entries = _entries(answer.json())
        except ValueError as error:
            raise Failure("strange", f"{url} lists its voices in a way that is not known here") from error
        ours = [entry for entry in entries if self._is_ours(entry)]
        found = [voice for entry in ours if (voice := self._voice(entry)) is not None]
        if len(found) < len(ours):
            raise Failure("strange", f"{url} lists voices without a name")
        return tuple({voice.id: voice for voice in found}.values())

    def _is_ours(self, entry: Any) -> bool:
        """Whether a listed voice belongs to our model, where the listing says to which it does."""
        model = entry.get("model") if isinstance(entry, dict) else None
        return not isinstance(model, str) or model == self._settings.model

    def _voice(self, entry: Any) -> Voice | None:
        if isinstance(entry, str):
            return Voice(id=entry, language=self._settings.language) if entry.strip() else None
        if not isinstance(entry, dict):
            return None
        names = (entry.get(key) for key in ("id", "voice_id", "name"))
        name = next((each for each in names if isinstance(each, str) and each.strip()), None)
        if name is None:
            return None
        gender = str(entry.get("gender") or "").lower()
        return Voice(
            id=name,
            name=_text(entry.get("label")) or _text(entry.get("name")),
            language=_text(entry.get("language")) or _text(entry.get("lang")) or self._settings.language,
            gender=gender if gender in ("female", "male", "neutral") else None,  # type: ignore[arg-type]  # narrowed by `in`
            description=_text(entry.get("description")),
        )

    def _named(self, names: Iterable[str]) -> tuple[Voice, ...]:
        return tuple(Voice(id=name, language=self._settings.language) for name in names)


def _entries(document: Any) -> list[Any]:
    if isinstance(document, dict):
        for key in ("voices", "data"):
            if isinstance(document.get(key), list):
                return list(document[key])
    if isinstance(document, list):
        return document
    raise ValueError("no list of voices")


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
