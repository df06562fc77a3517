"""What is measured of a voice: every function answers with the figures that docs/heard/heard.json keeps."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from . import scoring, texts
from .kept import RATE, Spoken
from .onsets import after_silence
from .soundness import formats, sound
from .voices import OURS, PEERS, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from .ears import Aligner
    from .panel import Figures, Judge

__all__ = ["MEASURES"]

_AT_ONCE = 25.0
"""Seconds that the recogniser hears at once, of the thirty that it can."""


def plain(judge: Judge, name: str) -> Figures:
    """Count the word errors of plain sentences: they measure the voice."""
    return {"ours": _errors(judge, OURS[name], [(text, text) for text in texts.plain()])}


def written(judge: Judge, name: str) -> Figures:
    """Count the word errors of what people write, ours and those of the peer with the same weights."""
    found = {"ours": _errors(judge, OURS[name], texts.written())}
    if name in PEERS:
        found["peer"] = _errors(judge, PEERS[name], texts.written())
    return found


def _errors(judge: Judge, voice: Voice, sentences: Sequence[tuple[str, str]]) -> Figures:
    total = wrong = 0
    heard = sentences[:: judge.every]
    for text, said in heard:
        hearing = judge.hearing(voice.say(judge.kept, text), said)
        total += len(hearing.wanted)
        wrong += len(hearing.changes)
        if hearing.changes:
            print(f"{voice}: {len(hearing.changes)} in {text!r}: {' '.join(hearing.heard)}", flush=True)
    return {"sentences": len(heard), "words": total, "wrong": wrong}


def lost(judge: Judge, name: str) -> Figures:
    """
    Count words that are lost or too many: over 400 sentences, and 600 more in 20 long texts with their joins.

    A word is lost where Whisper hears nothing for it and the sound fits the sentence without it better than
    with it; a word is too many where Whisper hears it and the sound fits better with it.
    """
    voice = OURS[name]
    alone = [*((text, text) for text in texts.plain()), *texts.written()]
    stretches = [(voice.say(judge.kept, text).samples, said) for text, said in alone]
    joins = 0
    for sentences in texts.long_texts():
        whole = voice.say(judge.kept, " ".join(sentences))
        joins += len(whole.seams)
        stretches += _stretches(whole, sentences)
    found: Figures = {"sentences": len(alone) + texts.LONG_TEXTS * texts.SENTENCES, "joins": joins}
    found |= {"words": 0, "unheard": 0, "unwanted": 0, "lost": 0, "doubled": 0}
    for samples, said in stretches:
        hearing = scoring.best(said, judge.whisper.hear(samples))
        found["words"] += len(hearing.wanted)
        found["unheard"] += len(hearing.lost)
        found["unwanted"] += len(hearing.extra)
        missing, twice = _agreed(judge.aligner, samples, hearing)
        found["lost"] += len(missing)
        found["doubled"] += len(twice)
        for word in (*missing, *twice):
            print(f"{name} lost or doubled {word!r}: {said} <<< {' '.join(hearing.heard)}")
    return found


def _agreed(
    aligner: Aligner, samples: NDArray[np.float32], hearing: scoring.Hearing
) -> tuple[list[str], list[str]]:
    """Return the words that are lost, and those that are too many, of which the aligner says so too."""
    wanted = hearing.wanted
    lost, doubled = [], []
    for place in hearing.lost:
        without = (*wanted[:place], *wanted[place + 1 :])
        if _fits_better(aligner, samples, without, wanted):
            lost.append(wanted[place])
    for place, word in hearing.extra:
        if _fits_better(aligner, samples, (*wanted[:place], word, *wanted[place:]), wanted):
            doubled.append(word)
    return lost, doubled


def _fits_better(
    aligner: Aligner, samples: NDArray[np.float32], one: Sequence[str], other: Sequence[str]
) -> bool:
    """Whether *one* fits at least as well; Whisper is believed where a word is in no dictionary."""
    if not (aligner.knows(one) and aligner.knows(other)):
        return True
    return aligner.likeness(samples, one) >= aligner.likeness(samples, other)


def _stretches(whole: Spoken, sentences: Sequence[str]) -> Iterator[tuple[NDArray[np.float32], str]]:
    """Cut a long speech between sentences into what the recogniser hears at once."""
    counts = np.cumsum([len(sentence.split()) for sentence in sentences])
    if counts[-1] != len(whole.words):
        raise ValueError(f"{len(whole.words)} words have a time, {counts[-1]} were written")
    ends = [len(whole.samples) / RATE] * len(sentences)
    for number, count in enumerate(counts[:-1]):
        ends[number] = (whole.words[count - 1][2] + whole.words[count][1]) / 2
    first, begin = 0, 0.0
    for number, end in enumerate(ends):
        following = ends[number + 1] if number + 1 < len(ends) else end + _AT_ONCE
        if following - begin > _AT_ONCE:
            said = " ".join(sentences[first : number + 1])
            yield whole.samples[int(begin * RATE) : int(end * RATE)], said
            first, begin = number + 1, end


def recall(judge: Judge, name: str) -> Figures:
    """Count the losses and doublings that are found where a word is left out, or said twice, on purpose."""
    chance = random.Random(5)  # noqa: S311  (no secret)
    found = {"left out": 0, "found lost": 0, "said twice": 0, "found doubled": 0}
    for text in texts.plain()[::4]:
        said = text.split()
        place = chance.randrange(1, len(said) - 1)
        for kind, faulty in (
            ("left out", [*said[:place], *said[place + 1 :]]),
            ("said twice", [*said[: place + 1], *said[place:]]),
        ):
            samples = OURS[name].say(judge.kept, " ".join(faulty)).samples
            hearing = scoring.best(text, judge.whisper.hear(samples))
            lost, doubled = _agreed(judge.aligner, samples, hearing)
            found[kind] += 1
            found["found lost"] += kind == "left out" and bool(lost)
            found["found doubled"] += kind == "said twice" and bool(doubled)
    return found


def times(judge: Judge, name: str) -> Figures:
    """Compare the voice's word times with the aligner's, and both with the onset of sound after a silence."""
    starts, ends, ours, aligned = [], [], [], []
    for text in texts.plain()[:: judge.every]:
        spoken = OURS[name].say(judge.kept, text)
        theirs = judge.aligner.times(spoken.samples, scoring.words(text))
        if len(theirs) != len(spoken.words):
            print(f"{name} not aligned: {text}")
            continue
        for (_, start, end), (begin, stop) in zip(spoken.words, theirs, strict=True):
            starts.append(start - begin)
            ends.append(end - stop)
        for place, onset in after_silence(spoken.samples, text, [begin for begin, _ in theirs]):
            ours.append(spoken.words[place][1] - onset)
            aligned.append(theirs[place][0] - onset)
    return {
        "words": len(starts),
        "starts": _spread(starts),
        "ends": _spread(ends),
        "onsets": len(ours),
        "starts after silence": _spread(ours),
        "aligner after silence": _spread(aligned),
    }


def _spread(differences: Iterable[float]) -> Figures:
    """Return milliseconds: where the middle is, and how far away one half and 95 of 100 are at most."""
    found = 1000 * np.asarray(list(differences))
    return {
        "bias": round(float(np.median(found)), 1),
        "median": round(float(np.median(np.abs(found))), 1),
        "95th": round(float(np.quantile(np.abs(found), 0.95)), 1),
    }


MEASURES: dict[str, Callable[[Judge, str], Figures]] = {
    "plain": plain,
    "written": written,
    "times": times,
    "lost": lost,
    "recall": recall,
    "sound": sound,
    "formats": formats,
}
