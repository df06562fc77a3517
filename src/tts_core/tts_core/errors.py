"""
Everything tts_core and its plugins raise on purpose:

* TTSError
  - NothingToSpeak       the text holds no word: empty, blank, punctuation or emoji only
  - UnknownModel         .name, .known, "did you mean …?"
  - UnknownVoice         .name, .model, .known, "did you mean …?"
  - UnsupportedOption    .option, .model, .supported: the model has no such knob
  - UnsupportedLanguage  .language, .model, .supported
  - ModelUnavailable     .model: not downloaded, offline, checksum, broken plugin, two of one name
  - SynthesisFailed      .model; the model's own exception is the __cause__
  - SpeechTooLong        .seconds, .longest: the speech would last, or lasts, longer than it may
  - Cancelled            the work was stopped by the caller
  - EffectUnavailable    .effect: nothing here brings it, or it needs something that is not installed
  - EncodingUnavailable  .format: this format needs something that is not installed
  - PlaybackUnavailable  nothing can be played: no device, or nothing installed that reaches one

An impossible argument (speed 0, text that is no string) is a plain ValueError.

A plugin may raise each of them with one sentence: `ModelUnavailable("its licence has expired")`. Which
model it was, the registry writes in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Cancelled",
    "EffectUnavailable",
    "EncodingUnavailable",
    "ModelUnavailable",
    "NothingToSpeak",
    "PlaybackUnavailable",
    "SpeechTooLong",
    "SynthesisFailed",
    "TTSError",
    "UnknownModel",
    "UnknownVoice",
    "UnsupportedLanguage",
    "UnsupportedOption",
]


class TTSError(Exception):
    """The root of every error that tts_core and its plugins raise on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes with message and fields, whatever the constructor takes."""
        return _remade, (type(self), self.args), self.__dict__

    def with_advice(self, sentence: str) -> Self:
        """Return this error with one more *sentence* in its message, unless it is said already."""
        if sentence not in str(self):
            self.args = (f"{str(self).removesuffix('.')}. {sentence}",)
        return self


class ModelError(TTSError):
    """What goes wrong with one model, which the registry writes in where whoever raised it did not."""

    model: str = ""

    def of_model(self, model: str) -> Self:
        """Return this error with the *model* named, where it was not yet."""
        if not self.model:
            self.model = model
            if model not in str(self):
                self.args = (f"model {model!r}: {self}",)
        return self


class NothingToSpeak(TTSError):
    """The text holds no word that could be spoken."""

    def __init__(self, why: str = "the text is empty") -> None:
        super().__init__(f"nothing to speak: {why}. Give a text with at least one word or number.")


class UnknownModel(TTSError):
    """No installed or registered model has this name."""

    def __init__(self, name: str, known: Iterable[str] | None = None, *, note: str = "") -> None:
        self.name = "" if known is None else name
        self.known = sorted(known or ())
        if known is None:
            super().__init__(name)
        else:
            super().__init__(_unknown("model", name, "", self.known, note or "List them: tts-core models."))


class UnknownVoice(ModelError):
    """The model has no voice of this name."""

    def __init__(self, name: str, model: str = "", known: Iterable[str] | None = None) -> None:
        self.name = "" if known is None else name
        self.model = model
        self.known = sorted(_once(known or ()), key=str.casefold)
        if known is None:
            super().__init__(name)
        else:
            where = f" in model {model!r}" if model else " in any model that is here"
            note = f"List them: tts-core voices --model {model}." if model else "List them: tts-core voices."
            super().__init__(_unknown("voice", name, where, self.known, note))


class UnsupportedOption(ModelError):
    """The model has no such option, and would have to ignore it."""

    def __init__(
        self, option: str, model: str = "", supported: Iterable[str] | None = None, *, why: str = ""
    ) -> None:
        self.option = "" if supported is None else option
        self.model = model
        self.supported = sorted(supported or ())
        if supported is None:
            super().__init__(option)
        elif why:
            super().__init__(f"model {model!r} does not take {option!r}: {why}")
        else:
            super().__init__(_unknown("option", option, f" in model {model!r}", self.supported, ""))


class UnsupportedLanguage(ModelError):
    """The model (or the chosen voice) does not speak this language."""

    def __init__(self, language: str, model: str = "", supported: Iterable[str] | None = None) -> None:
        self.language = "" if supported is None else language
        self.model = model
        self.supported = sorted(supported or ())
        if supported is None:
            super().__init__(language)
        else:
            super().__init__(_unknown("language", language, f" in model {model!r}", self.supported, ""))


class ModelUnavailable(ModelError):
    """The model is known, but cannot be had now; the message says why and what to do."""

    def __init__(self, model: str, why: str | None = None, fix: str = "") -> None:
        self.model = "" if why is None else model
        self.why = model if why is None else why
        self.fix = fix
        cure = f". To fix it: {fix}" if fix else ""
        super().__init__((model if why is None else f"model {model!r} is not available: {why}") + cure)


class SynthesisFailed(ModelError):
    """The model failed while it spoke; what it raised is the __cause__."""


class SpeechTooLong(TTSError):
    """The speech would last longer than the request allows; what was said until then was delivered."""

    def __init__(self, seconds: float | str, longest: float = 0.0) -> None:
        self.seconds = 0.0 if isinstance(seconds, str) else seconds
        self.longest = longest
        super().__init__(
            seconds
            if isinstance(seconds, str)
            else f"the speech is {seconds:.0f} s long or longer, and may last {longest:.0f} s. Say less, "
            "or allow more: longest=SECONDS"
        )


class Cancelled(TTSError):
    """The work was stopped before it was done, because the caller asked for it."""


class EncodingUnavailable(TTSError):
    """The format is known, but what encodes it is not installed."""

    def __init__(self, format: str, why: str = "", fix: str = "") -> None:  # noqa: A002  (the field's own word)
        self.format = format if why else ""
        cure = f". To fix it: {fix}" if fix else ""
        super().__init__((f"cannot encode {format!r}: {why}" if why else format) + cure)


class PlaybackUnavailable(TTSError):
    """Nothing can be played: there is no device, it went away, or what reaches it is not installed."""

    def __init__(self, why: str, fix: str = "") -> None:
        super().__init__(f"cannot play: {why}" + (f". To fix it: {fix}" if fix else ""))


class EffectUnavailable(TTSError):
    """The effect is not here: nothing brings it, or what it needs is not installed."""

    def __init__(self, effect: str, why: str, fix: str = "") -> None:
        self.effect = effect
        super().__init__(
            f"effect {effect!r} is not available: {why}" + (f". To fix it: {fix}" if fix else "")
        )


def _remade(kind: type[TTSError], args: tuple[Any, ...]) -> TTSError:
    return kind.__new__(kind, *args)


def _once(names: Iterable[str]) -> list[str]:
    """Return each of *names* once, in whatever case it came first: "Heart" says nothing beside "heart"."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    return list(kept.values())


def _unknown(kind: str, name: str, where: str, known: list[str], note: str) -> str:
    """Say what was not found, what may have been meant, and what there is."""
    import difflib

    folded = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    parts = [f"no {kind} {name!r}{where}"]
    if near:
        parts.append(f"did you mean {folded[near[0]]!r}?")
    if not known:
        parts.append(f"There is no {kind} at all.")
    else:
        shown = known if len(known) <= 12 else known[:8]
        listed = ", ".join(repr(each) if "," in each else each for each in shown)
        more = len(known) - len(shown)
        parts.append(f"Known: {listed}{f' and {more} more' if more else ''}.")
    if note:
        parts.append(note)
    head, *rest = parts
    return (
        f"{head}; {rest[0]} {' '.join(rest[1:])}".rstrip() if near else f"{head}. {' '.join(rest)}".rstrip()
    )
