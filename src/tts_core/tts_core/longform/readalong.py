"""
A page that shows a book while it is heard, each word lit at its time.

It asks no other computer for anything.
"""

from __future__ import annotations

import base64
import html
import re
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from ..captions.edits import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ..captions import Edit
    from ..encoding import Chapter
    from ..synthesizer import Word

__all__ = ["EMBEDDED", "ReadAlong"]

EMBEDDED = 32 * 1024 * 1024
"""Bytes of sound up to which the page holds it; a longer one is played from its file beside the page."""

_CHUNK = 3 * (1 << 18)
"""Bytes that are turned into text at once; of threes, so that the parts join."""

_BLANK = re.compile(r"\s*\n[^\S\n]*\n\s*")

_HEAD = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; media-src 'self' file: data:; \
style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --lit: #ffd54a; }}
body {{ font: 1.2rem/1.7 Georgia, serif; max-width: 40rem; margin: 0 auto; padding: 0 1rem 8rem; }}
audio {{ position: fixed; bottom: 1rem; left: 50%; transform: translateX(-50%); width: min(40rem, 95%); }}
nav ol {{ padding-left: 1.5rem; }}
span[data-t] {{ cursor: pointer; border-radius: .2em; }}
span.lit {{ background: var(--lit); color: #000; }}
section {{ border-top: 1px solid #8888; margin-top: 3rem; white-space: pre-line; }}
</style>
</head>
<body>
<h1>{title}</h1>
"""

_TAIL = """<script>
"use strict";
const sound = document.querySelector("audio");
const words = [...document.querySelectorAll("span[data-t]")].map(function (word) {
  const [start, end] = word.dataset.t.split(" ").map(Number);
  return { word, start: start / 1000, end: end / 1000 };
});
let lit = null;
function wordAt(time) {
  let low = 0, high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle].start <= time) low = middle + 1; else high = middle;
  }
  const found = words[low - 1];
  return found && time < found.end ? found.word : null;
}
function show() {
  const word = wordAt(sound.currentTime);
  if (word !== lit) {
    if (lit) lit.classList.remove("lit");
    if (word) {
      word.classList.add("lit");
      const box = word.getBoundingClientRect();
      if (!sound.paused && (box.top < 0 || box.bottom > innerHeight - 100))
        word.scrollIntoView({ block: "center" });
    }
    lit = word;
  }
  if (!sound.paused) requestAnimationFrame(show);
}
for (const event of ["play", "seeked", "timeupdate"]) sound.addEventListener(event, show);
document.addEventListener("click", function (event) {
  const target = event.target.closest("[data-t]");
  if (!target) return;
  sound.currentTime = parseInt(target.dataset.t, 10) / 1000;
  sound.play();
});
</script>
</body>
</html>
"""


class ReadAlong:
    """One page of a whole output file; only one chapter of it is held at a time."""

    def __init__(self, file: IO[bytes], title: str, language: str | None, marks: Sequence[Chapter]) -> None:
        self._file = file
        self._chapters = 0
        self._put(_HEAD.format(title=html.escape(title), language=html.escape(language or "")))
        if len(marks) > 1:
            links = [
                f'<li><a href="#chapter-{number}" data-t="{mark.milliseconds[0]}">'
                f"{html.escape(mark.title)}</a>"
                for number, mark in enumerate(marks, 1)
            ]
            self._put("<nav><ol>\n" + "\n".join(links) + "\n</ol></nav>\n")

    def add(self, title: str, words: Sequence[Word], text: str, begin: float, edits: Sequence[Edit]) -> None:
        """Write a chapter that begins *begin* seconds into the sound."""
        self._chapters += 1
        self._put(f'<section id="chapter-{self._chapters}" aria-label="{html.escape(title)}">\n<p>')
        for part in _lit(words, text, begin, edits):
            self._put(part)
        self._put("</p>\n</section>\n")

    def finish(self, sound: Path, media_type: str) -> None:
        """Write the sound, or where it is, and what lights the words."""
        self._put('<audio controls preload="metadata" src="')
        if sound.stat().st_size > EMBEDDED:
            self._put(quote(sound.name))
        else:
            self._put(f"data:{media_type};base64,")
            with sound.open("rb") as file:
                while data := file.read(_CHUNK):
                    self._file.write(base64.b64encode(data))
        self._put(f'"></audio>\n{_TAIL}')

    def _put(self, text: str) -> None:
        self._file.write(text.encode("utf-8", "replace"))


def _lit(words: Sequence[Word], text: str, begin: float, edits: Sequence[Edit]) -> Iterator[str]:
    """Put every word with its times, in milliseconds, and all that stands between as it is."""
    shown, standing = apply_edits(words, text, edits)
    at = 0
    for (start, end), word in standing:
        if start < at:  # It is said for characters that are shown already.
            continue
        times = f"{round((begin + word.start) * 1000)} {round((begin + word.end) * 1000)}"
        yield f'{_between(shown[at:start])}<span data-t="{times}">{html.escape(shown[start:end])}</span>'
        at = end
    yield _between(shown[at:].rstrip())


def _between(text: str) -> str:
    return _BLANK.sub("</p>\n<p>", html.escape(text))
