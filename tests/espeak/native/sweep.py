"""
Every voice of espeak-ng over every kind of text that has ended a process, or might.

Run as a program (`nox -s sweep`) it tries everything and prints what it tried; its shortest form is a
test. Texts are spoken in child processes, so that one that ends its process is found, counted and
named, and the next one is tried in a new process.
"""

from __future__ import annotations

import argparse
import json
import string
import subprocess
import sys
import threading
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from tts_core import LoadOptions, TTSError, Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Found", "all_voices", "everyday", "everything", "shortest", "sweep"]

PATIENCE = 60.0
"""Seconds that one text may take before it counts as one that hangs."""

KILLERS = (
    "8",
    "0",
    "💶𝑠🔳",
    "`",
    "mã `x` và (a)-b _-g",
    "\u24dc",
    "\u28ff \u287f",
    "\ua98a\xe9\u1ecf",
    "'-\u6881",
)
"""Texts that have ended a process before they were guarded against."""

_SIGNS = "aé8яαאعहবಮま漢ሀԱ𝑠💶🔳ⓜ⠿%-_`́"
"""A letter of each script, and what else has crashed beside one."""

_SAYINGS = (
    "Hello, world.", "Dr. Smith paid $3.50 on 4 July 1999.", "It's 10:45 p.m.", "e-mail: a.b@example.com",
    "https://example.com/a?b=c&d=e#f", "+49 (0)30 1234-5678", "1,234,567.89", "50 % off!", "5 km² at -3 °C",
    "C++ & C#", "(a + b) * c = 42", "snake_case and camelCase", "«Bonjour», dit-il.", "¿Qué tal? ¡Bien!",
    "Straße, Öl und Übermut", "Привет, мир!", "Γειά σου Κόσμε", "שלום עולם", "مرحبا بالعالم", "नमस्ते दुनिया",
    "你好，世界。", "こんにちは世界", "안녕하세요 세계", "สวัสดีชาวโลก", "Xin chào thế giới", "Բարեւ աշխարհ",
    "გამარჯობა მსოფლიო", "ሰላም ልዑል", "မင်္ဂလာပါ", "ನಮಸ್ಕಾರ", "வணக்கம்", "I ❤ NY 🎉🎉", "👨‍👩‍👧‍👦 at home",
    "½ cup, ¾ spoon", "№ 5 § 3 ¶ 2", "a\u0301 combining", "naïve café", "ALL CAPS", "x", "?!…", "—",
    "XIV. Louis", "1st 2nd 3rd 4th", "007", "3.14159", "1e-9", "v2.0.1-beta", "12/31/2024",
    "2024-12-31T23:59:59Z", "~/.bashrc",
)  # fmt: skip
_FRAMES = ("{}", "“{}”", "{} 2", "no-{}")


@dataclass(frozen=True, slots=True)
class Found:
    """One text that did not come through."""

    voice: str
    text: str
    how: str


def all_voices() -> list[str]:
    """Every voice once, without its variants."""
    from tts_espeak.voices import list_voices

    return [voice.id for voice in list_voices() if "+" not in voice.id]


def everyday() -> list[str]:
    """Two hundred texts as people write them."""
    return [frame.format(saying) for frame in _FRAMES for saying in _SAYINGS]


def shortest() -> list[str]:
    """What the gate tries in every voice: what has ended a process, digits, and some signs."""
    return [*KILLERS, "1 2 3 4 5 6 7 9", "00 10 80 108 800", "! % & _ ~", _SAYINGS[1]]


def everything() -> list[str]:
    """Every printable ASCII character, every number of up to three digits, everyday texts, mixed pairs."""
    numbers = ["".join(digits) for count in (1, 2, 3) for digits in product(string.digits, repeat=count)]
    pairs = ["".join(pair) for pair in product(_SIGNS, repeat=2)]
    return list(dict.fromkeys([*shortest(), *string.printable, *numbers, *everyday(), *pairs]))


def sweep(voices: Sequence[str], texts: Sequence[str]) -> list[Found]:
    """Speak *texts* in every one of *voices*; return those that ended or held up their process."""
    found: list[Found] = []
    rest = [(voice, text) for voice in voices for text in texts]
    while rest:
        last, status = _spoken(rest)
        if status == 0:
            break
        voice, text = rest[last]
        found.append(Found(voice, text, f"status {status}"))
        rest = rest[last + 1 :]
    return found


def _spoken(pairs: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """Speak *pairs* in one process; return which was the last, and how the process ended."""
    program = [sys.executable, __file__, "--worker"]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(program, text=True, stdin=pipe, stdout=pipe, stderr=nothing) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(pairs))
        child.stdin.close()
        last, line = -1, "-1"
        while line:
            last = int(line)
            watch = threading.Timer(PATIENCE, child.kill)
            watch.start()
            line = child.stdout.readline()
            watch.cancel()
    if last < 0 and pairs:
        raise RuntimeError(f"the sweep did not begin (status {child.returncode})")
    return last, child.returncode


def _work() -> None:
    """Speak the pairs that are read from standard input, and say before each which one it is."""
    from tts_espeak import tts_models

    pairs: list[tuple[str, str]] = json.load(sys.stdin)
    synthesizer = tts_models()[0].load(LoadOptions())
    for index, (voice, text) in enumerate(pairs):
        sys.stdout.write(f"{index}\n")
        sys.stdout.flush()
        try:
            synthesizer.speak(Utterance(text=text, voice=voice, speed=2.5))
        except TTSError:  # To refuse is allowed; to end the process is not.
            continue


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worker", action="store_true")
    parser.add_argument("voices", nargs="*")
    asked = parser.parse_args()
    if asked.worker:
        _work()
        return 0
    texts = everything()
    found: list[Found] = []
    for voice in asked.voices or all_voices():
        bad = sweep([voice], texts)
        found.extend(bad)
        for each in bad:
            print(f"{each.voice}\t{each.text!a}\t{each.how}")  # noqa: T201  (it is a program)
        print(f"{voice}: {len(texts)} texts, {len(bad)} crashes", flush=True)  # noqa: T201  (as above)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_main())
