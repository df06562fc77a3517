"""Laws about texts: none is cut, none crashes, and none that cannot be said is said to be."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ...errors import NothingToSpeak, TTSError, UnsupportedLanguage
from ...scripts import scripts_of
from .subject import Inapplicable, require, sounding

if TYPE_CHECKING:
    from ...pipeline import SpeechStream
    from .subject import Subject

__all__ = ["CHECKS"]

ENOUGH = 6.0
"""Seconds of speech after which a long text has been tried enough."""
LONGEST = 1500
"""Units at which a card's limit is tried, when it is higher."""
SHORTEST_WORD = 0.05
"""Seconds that a word of several letters takes at the least."""
FOREIGN = {
    "Hebr": "שלום",
    "Hani": "你好",
    "Cyrl": "привет",
    "Grek": "καλημέρα",
    "Arab": "مرحبا",
    "Deva": "नमस्ते",
    "Latn": "banana",
}
"""A word in each of the scripts that are tried."""


def nothing_to_speak_is_said(subject: Subject) -> None:
    """A text without words raises NothingToSpeak on the call."""
    for text in ("", "   ", "\n\t\n", "?!…", "---", "🙂🎉", "\u200b"):
        try:
            subject.stream(text).cancel()
        except NothingToSpeak:
            continue
        require(False, f"{text!r} was accepted")


def text_must_be_text(subject: Subject) -> None:
    """A text that is no str is a ValueError on the call."""
    for wrong in (None, 42, b"bytes"):
        try:
            subject.stream(wrong).cancel()
        except ValueError:
            continue
        require(False, f"{wrong!r} was accepted")


def short_texts_are_spoken(subject: Subject) -> None:
    """One word, and even one letter, makes sound."""
    word = subject.phrases(1)[0].split()[0]
    for text in (word, f"{word}.", word[0]):
        samples = subject.speak(text).samples
        require(bool(abs(samples).max(initial=0.0) > 0.01), f"{text!r} is silent")


def long_text_is_whole(subject: Subject) -> None:
    """Four times the text takes at least two and a half times as long."""
    once = sounding(subject.rendering) / subject.rendering.sample_rate
    text = " ".join([subject.text] * 4)
    speech = subject.synthesize(text, pauses={".": 0.0})
    require(
        speech.duration >= 2.5 * once, f"{once:.1f} s of text said four times last {speech.duration:.1f} s"
    )


def limit_is_real(subject: Subject) -> None:
    """An utterance as long as the card's limit is spoken to its end."""
    whole = subject.sized(min(subject.card.limit, LONGEST))
    if len(whole) <= len(subject.text):
        raise Inapplicable("a plain sentence is as long as the limit")
    share = len(whole) / len(subject.text)
    long, short = sounding(subject.speak(whole)), sounding(subject.rendering)
    require(
        long >= 0.6 * share * short,
        f"{len(whole)} characters, within the card's limit and {share:.1f} times a plain sentence, last only "
        f"{long / max(short, 1):.2f} times as long as it",
    )


def digits_are_spoken(subject: Subject) -> None:
    """Five hundred digits in a row are spoken, or refused with an error of ours."""
    _tried(subject, "1234567890" * 50)


def run_on_sentence_is_spoken(subject: Subject) -> None:
    """A sentence that never ends is spoken, or refused with an error of ours."""
    _tried(subject, " ".join([subject.phrases(1)[0].rstrip(".")] * 80))


def monstrous_word_is_spoken(subject: Subject) -> None:
    """A word longer than the card's limit is spoken, or refused with an error of ours."""
    _tried(subject, "pneumono" * (subject.card.limit // 4 + 1))


def odd_text_is_spoken(subject: Subject) -> None:
    """Text that looks like code, another script or line noise is spoken, or refused with an error of ours."""
    odd = (
        "a < b && c > d",
        "<speak>x</speak> &amp; [[fish]] {0} %s \\n",
        "שלום עולם",
        "مرحبا بالعالم",
        "naïve\u202e reversed\u202c text",
        "tab\there, nul\x00there, bell\x07",
        "😀 smile 👩‍👩‍👧‍👦 family",
        "Z͑ͫ̓a̴l̷g̸o",
        "word\ufeffword",
        "こんにちは世界",
    )
    for text in odd:
        _tried(subject, text)


def other_scripts_are_said_or_named(subject: Subject) -> None:
    """A word in another script is said, or named in a warning or an error, and never passed over."""
    head, tail = _halves(subject.phrases(1)[0])
    own = scripts_of(subject.language or "en") or frozenset()
    claimed = subject.card.scripts_for(subject.language)
    alone = subject.synthesize(f"{head} {tail}").duration
    others = {script: word for script, word in FOREIGN.items() if script not in own}
    unclaimed = [script for script in others if claimed is not None and script not in claimed]
    for script in unclaimed[1:]:  # That the core warns of what is not claimed is tried once.
        del others[script]
    for script, word in others.items():
        text = f"{head} {word} {tail}"
        try:
            speech = subject.synthesize(text)
        except (TTSError, ValueError) as refused:
            subject.note(f"{word!r} is refused: {refused}")
            continue
        if any(each.span and each.span[0] <= len(head) + 1 < each.span[1] for each in speech.warnings):
            continue
        longer = speech.duration - alone
        require(
            longer > SHORTEST_WORD,
            f"{word!r} ({script}) in the midst of a sentence makes it {longer:.2f} s longer, and no warning "
            "names it; say with `scripts` on the card which scripts the voice can say",
        )


def _halves(phrase: str) -> tuple[str, str]:
    words = phrase.split()
    middle = len(words) // 2
    return (" ".join(words[:middle]), " ".join(words[middle:])) if middle else (phrase[:2], phrase[2:])


def accents_may_be_composed_or_not(subject: Subject) -> None:
    """Accents that follow their letters are said as accents that are one with them."""
    text = f"{subject.text} Café, señor, Ångström, naïve."
    composed, apart = (
        subject.speak(unicodedata.normalize(form, text)).samples.size for form in ("NFC", "NFD")
    )
    require(
        0.75 <= apart / max(composed, 1) <= 1.33,
        f"the same text lasts {apart / max(composed, 1):.2f} times as long with its accents apart",
    )


def language_is_kept(subject: Subject) -> None:
    """A language that no voice speaks is refused on the call, never spoken by another."""
    if not (subject.voices or subject.card.languages):
        raise Inapplicable("the card names no language")
    try:
        subject.stream(subject.text, language="qaa").cancel()
    except UnsupportedLanguage:
        return
    require(False, "language 'qaa', which is nobody's, was accepted")


def _tried(subject: Subject, text: str) -> None:
    """Let *text* be spoken, or refused as it should be; what it may not do is crash, hang or be silent."""
    try:
        with subject.stream(text) as stream:
            peak = _loudest(stream)
    except (TTSError, ValueError) as error:
        cause = error.__cause__
        foreign = cause is not None and not isinstance(cause, TTSError | ValueError)
        require(not foreign, f"{text[:40]!r} made it raise {type(cause).__name__}: {cause}")
        subject.note(f"{text[:20]!r} is refused: {error}")
        return
    require(peak > 0.01, f"{text[:40]!r} is silent")


def _loudest(stream: SpeechStream) -> float:
    """Listen long enough, and return the loudest sample."""
    peak = 0.0
    for piece in stream:
        peak = max(peak, float(abs(piece.audio.samples).max(initial=0.0)))
        if piece.end >= ENOUGH:
            break
    return peak


CHECKS = (
    nothing_to_speak_is_said,
    text_must_be_text,
    language_is_kept,
    short_texts_are_spoken,
    long_text_is_whole,
    limit_is_real,
    digits_are_spoken,
    run_on_sentence_is_spoken,
    monstrous_word_is_spoken,
    odd_text_is_spoken,
    other_scripts_are_said_or_named,
    accents_may_be_composed_or_not,
)
