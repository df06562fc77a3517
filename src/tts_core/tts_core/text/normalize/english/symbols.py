"""Signs that stand for words, and those that stand for nothing that can be said."""

from __future__ import annotations

from tts_core.text.expression import expression
from tts_core.text.normalize.context import Context, Reading, wordlist

__all__ = ["ampersand", "decoration", "flag", "placeholder", "read"]

_SAID = {
    "&": "and", "@": "at", "%": "percent", "$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "¢": "cent",
    "₹": "rupee", "₿": "bitcoin", "°": "degrees", "§": "section", "¶": "paragraph", "©": "copyright",
    "+": "plus", "=": "equals", "/": "slash", "\\": "backslash", "_": "underscore", "^": "caret",
    "~": "tilde",
    "<": "less than", ">": "greater than", "#": "number", "*": "asterisk", "¬": "not", "¦": "bar", "|": "bar",
    "‰": "per mille", "‱": "per ten thousand", "→": "to", "←": "from", "↑": "up", "↓": "down",
    "↔": "to and from",
    "⇒": "implies", "⇐": "is implied by", "⇔": "if and only if", "⟶": "to", "⟹": "implies", "➜": "to",
    "➔": "to",
    "∀": "for all", "∂": "partial", "∃": "there exists", "∅": "the empty set", "∆": "delta", "∇": "nabla",
    "∈": "in", "∉": "not in", "∏": "the product of", "∑": "the sum of", "√": "the square root of",
    "∛": "the cube root of", "∜": "the fourth root of", "∝": "is proportional to", "∞": "infinity",
    "∠": "angle",
    "∧": "and", "∨": "or", "∩": "intersection", "∪": "union", "∫": "the integral of", "∴": "therefore",
    "∵": "because", "∼": "about", "≅": "is congruent to", "≃": "is about", "≪": "is much less than",
    "≫": "is much greater than", "⊂": "is a subset of", "⊃": "is a superset of",
    "⊆": "is a subset of or equal to",
    "⊇": "is a superset of or equal to", "⊕": "plus", "⊗": "times", "⊥": "is perpendicular to",
    "∥": "is parallel to",
    "∘": "of", "∙": "times", "∗": "times", "≡": "is equivalent to", "≠": "is not equal to",
    "≤": "is less than or equal to",
    "≥": "is greater than or equal to", "≈": "approximately", "×": "times", "÷": "divided by",
    "±": "plus or minus",
    "∓": "minus or plus", "−": "minus", "₽": "ruble", "₩": "won", "₺": "lira", "₪": "shekel", "₫": "dong",
    "₴": "hryvnia",
    "₦": "naira", "฿": "baht", "₱": "peso", "⁄": "slash", "∕": "slash", "¤": "currency", "℮": "estimated",
    "♯": "sharp",
    "♭": "flat", "♮": "natural", "⌘": "Command", "⌥": "Option", "⇧": "Shift", "⏎": "Return", "♂": "male",
    "♀": "female",
}  # fmt: skip
_PAUSES = {"·": ",", "•": ",", "‣": ",", "◦": ",", "⁃": ",", "※": ",", "‖": ",", "¦": ",", "|": ",",
    "¨": "", "´": "", "¸": "",
           "[": "(", "]": ")", "{": "(", "}": ")"}  # fmt: skip
_RUN = expression(r"([-=*#~_+.^<>|/\\&@$%`!?])\1{2,}")
_AND = expression(r"&+")
_FACE = expression(r"[:;=8]['-]?[)(DPp3oO|/\\\]\[*](?![\w/])|<3+(?!\w)")
_COUNTED = expression(r"[A-Z]{1,4}-?\d")


def ampersand(_scene: Context, at: int) -> Reading | None:
    """Read "&", however tightly it stands: "R&D"."""
    found = _AND.match(_scene.text, at)
    return Reading(at, found.end(), "and", "symbol") if found else None


_PLACEHOLDER = expression(r"<(/?[A-Za-z][\w.:-]{0,40}(?: [\w-]{1,20}){0,3}) ?/?>")


_FLAG = expression(r"-([A-Za-z]{1,12})(?![\w'’-])")
_COMMANDS = wordlist(
    "ls rm cp mv tar grep chmod chown docker git npm pip python python3 gcc curl ssh ps df du sudo apt wget "
    "sed awk java bash sh unzip zip scp rsync systemctl kubectl cargo perl php uname mkdir diff wc xargs "
    "brew pytest"
)
_VALUE = expression(r" [\d./~]")
_AFFIXES = wordlist(
    "s d n r t y e ly ed er ing es en al ic th st nd rd est ish ism ist ful ness less ment tion able"
)
_AFFIXED = wordlist(
    "suffix suffixes ending endings ends plural plurals letter add adding adds an the in with word"
)


def flag(context: Context, at: int) -> Reading | None:
    """Read an option of a command, whose hyphen is at *at*: "-m", "ls -la"."""
    found = _FLAG.match(context.text, at)
    if not found or context.char_before(at) not in ("", " ", "\n", "(", '"', "'"):
        return None
    letters, before = found[1], context.word_before(at)
    if len(letters) == 1 and letters.islower() and _subtracts(context, at, found.end()):
        return Reading(at, found.end(), f"minus {letters}", "maths")
    if _COMMANDS.isdisjoint(context.text[max(0, at - 48) : at].rpartition("\n")[2].split()[-4:]):
        if len(letters) > 4 or (len(letters) > 1 and not _VOWELS.isdisjoint(letters)):
            return None
        numbered = _VALUE.match(context.text, found.end())
        if letters in _AFFIXES and not numbered and (len(letters) > 1 or before.lower() in _AFFIXED):
            return None
    spelt = 1 < len(letters) < 4 and letters.islower()
    return Reading(at, found.end(), f"dash {letters.upper() if spelt else letters}", "symbol")


def _subtracts(context: Context, at: int, end: int) -> bool:
    """Tell whether a variable after a hyphen is taken from one before it, or stands in a function."""
    if context.text[at + 1] in "abcnxyz" and _MINUEND.search(context.text, max(0, at - 12), at):
        return True
    return context.char_at(end) == ")" and bool(_CALLED.search(context.text, max(0, at - 40), at))


_MINUEND = expression(r"(?<![\w.'-])(?:\d{1,9}|[b-hj-z]) $")
_CALLED = expression(r"[\w√]\([^()]{0,39}$")
_VOWELS = frozenset("aeiouyAEIOUY")
_HEART = expression(r"<3+(?= [A-Za-z])")
_LOVER = expression(r"\b(?:I|[Ww]e|[Yy]ou|[Tt]hey|really|still) $")


def placeholder(context: Context, at: int) -> Reading | None:
    """Read what stands between angles that are no marks, a tag or a name to put in: "<your-name>"."""
    if (heart := _HEART.match(context.text, at)) and _LOVER.search(context.text, max(0, at - 16), at):
        return Reading(at, heart.end(), "love", "symbol")
    found = _PLACEHOLDER.match(context.text, at)
    if not found:
        return None
    name, end = found[1].partition(" ")[0], found.end()
    if name[0] == "/":
        paired = f"<{name[1:]}" in context.text[max(0, at - 600) : at]
    else:
        paired = f"</{name}>" in context.text[end : end + 600]
    if paired:
        apart = context.char_before(at).isalnum() and context.char_at(end).isalnum()
        return Reading(at, end, " " if apart else "", "dropped")
    if context.char_at(end).isalnum() and (context.char_before(at).isalnum() or name[0] != "/"):
        return None
    return Reading(at, end, found[1], "symbol")


_MESS = expression(r"(?:[^\W_]{0,2}[@\[\]{}\\|~^#&_]{1,4} ?){24,64}")
"""More signs than letters, for long: nothing that a sign for itself would tell more of."""
_PARTS = expression(r"[^\W_]+|[^\s\w]|_")


def decoration(context: Context, at: int) -> Reading | None:
    """Read a run of signs, or of one sign, or a face made of punctuation."""
    text = context.text
    if text[at : at + 3] == "-->":
        before = text[max(0, at - 4) : at].rstrip()
        closes = at and (not before or before[-1] in ".!?")  # What of a comment its sentences left.
        return Reading(at, at + 3, "", "mark") if closes else Reading(at, at + 3, "to", "symbol")
    if text[at : at + 2] == "--" and text[at + 2 : at + 3] != "-":
        if (not at or text[at - 1].isspace()) and text[at + 2 : at + 3].islower():
            return Reading(at, at + 2, "dash dash ", "symbol")
        return Reading(at, at + 2, "—", "pause")
    if found := _RUN.match(text, at):
        sign = found[1]
        if sign == ".":
            return None
        if sign == "$":
            return Reading(at, found.end(), "dollars", "symbol")
        return Reading(at, found.end(), "," if _inside(text, at, found.end()) else "", "pause")
    if mess := _MESS.match(text, at):
        parts = _PARTS.findall(mess[0])
        said = [_SAID.get(part) or _PAUSES.get(part, part) for part in parts] if len(set(parts)) > 1 else []
        return Reading(at, mess.end(), " ".join(said), "symbol" if said else "pause")
    start = at - 1 if text[at] in "-'" and at > context.floor else at
    if (found := _FACE.match(text, start)) and not context.char_before(start).isalnum():
        return Reading(start, found.end(), "", "dropped")
    return None


def _inside(text: str, start: int, end: int) -> bool:
    """Tell whether words stand on both sides, with no punctuation between."""
    before, after = text[max(0, start - 3) : start].rstrip(" \t"), text[end : end + 3].lstrip(" \t")
    return before[-1:].isalnum() and after[:1].isalnum()


def read(context: Context, at: int) -> Reading | None:
    """Read any other sign: by its word, as a pause, or not at all."""
    text = context.text
    sign = text[at]
    if sign.isalnum() or sign in ".:'-":
        return None
    if sign == "#":
        return _hash(context, at)
    if sign in _PAUSES:
        said = _PAUSES[sign]
        if said == ",":
            said = "," if _inside(text, at, at + 1) else ""
        return Reading(at, at + 1, said, "pause")
    if sign == "§" and text[at + 1 : at + 2] == "§":
        return Reading(at, at + 2, "sections", "symbol")
    if sign in _SAID:
        return Reading(at, at + 1, _SAID[sign], "symbol")
    if sign == "`":
        return Reading(at, at + 1, "", "mark")
    return Reading(at, at + 1, "", "dropped")


def _hash(context: Context, at: int) -> Reading:
    after = context.text[at + 1 : at + 2]
    if after.isdigit() or context.text[at + 1 : at + 3].strip().isdigit():
        return Reading(at, at + 1, "number", "symbol")
    if _COUNTED.match(context.text, at + 1):
        return Reading(at, at + 1, "number ", "symbol")
    if after.isalpha():
        return Reading(at, at + 1, "hashtag", "symbol")
    return Reading(at, at + 1, "hash", "symbol")
