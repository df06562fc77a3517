"""What machines address: URLs, e-mail, handles, hashtags, IPs, paths, files, versions, identifiers."""

from __future__ import annotations

import re

from tts_core.text.expression import expression
from tts_core.text.normalize.context import HOLE, Context, Reading
from tts_core.text.normalize.english import slashed_words, spellout

__all__ = ["read", "spelled"]

_CHUNK = expression(rf"[^\s<>\"“”{HOLE}|]{{1,2000}}")
_BACK = expression(rf"[^\s<>\"“”{HOLE}|]{{0,64}}$")
_HINT = expression(r"[@\\_~/#]|[\w+]\.\w|^\.\w|://|^v\d|[A-Za-z]\+|\w:\w|=")
_TRIM = expression(r"^[(\[{'‘*`¿¡«]{0,4}(.*?)[.,;:!?)\]}'’*`»…–—-]{0,6}$", re.DOTALL)

_NAMES = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", ":": "colon", "?": "question mark",
    "=": "equals",
    "&": "and", "#": "hash", "%": "percent", "+": "plus", "~": "tilde", "@": "at", "\\": "backslash",
    ",": "comma", ";": "semicolon", "!": "exclamation point", "*": "star", "$": "dollar", "'": "apostrophe",
    "(": "open parenthesis", ")": "close parenthesis", "[": "open bracket", "]": "close bracket",
    "{": "open brace", "}": "close brace", "^": "caret", "`": "backtick",
}  # fmt: skip
_TOP = (
    "com org net edu gov mil int io co uk us de fr es it nl eu ai dev app info biz me tv ly gg be at ch "
    "se no dk fi "
    "pl cz ru cn jp kr in br au ca nz ie pt gr mx ar cl za tr ua hu ro il ae sg hk tw th vn id my ph "
    "cloud tech "
    "online site store shop blog xyz wiki news live world today media agency design studio museum page "
    "link fm to "
    "sh so st gl cc ws vc im is"
)
_EXTENSIONS = (
    "pdf txt doc docx xls xlsx ppt pptx csv tsv json xml html htm css js ts jsx tsx py rb rs go java cpp "
    "hpp cs "
    "php sh bat ps1 exe dll so md rst tex log ini cfg conf toml yaml yml zip tar gz bz2 xz rar 7z iso "
    "dmg apk jpg "
    "jpeg png gif svg webp bmp tiff ico mp3 mp4 wav flac ogg m4a avi mov mkv webm epub mobi sql db bak "
    "tmp lock env "
    "ipynb swift kt lua pl vue map wasm bin dat onnx srt vtt ttf otf psd ai"
)
_SCHEME = expression(r"(?:https?|ftps?|sftp|wss?|file|ssh|git)://", re.IGNORECASE)
_EMAIL = expression(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_HANDLE = expression(r"@[A-Za-z_]\w{0,63}(?:\.\w{1,63}){0,3}|@\w{1,30}@[\w.-]{1,63}")
_HASHTAG = expression(r"#(?!\d{1,5}[A-Z]?$)(?=\d{0,20}[^\W\d])\w{1,100}")
_IP = expression(r"\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?:/\d{1,2})?")
_IP6 = expression(
    r"(?=[^:]{0,4}:[^.]*:)(?=.*(?:::|[a-fA-F]))[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){2,7}(?:/\d{1,3})?"
)
_WINDOWS = expression(r"[A-Za-z]:\\\S*|\\\\[\w.$-]+\\\S*|[\w.-]{1,99}(?:\\[\w. -]{1,99}){1,30}\\?")
_UNIX = expression(
    r"(?:~|\.{1,2})?/(?:[A-Za-z_.][\w.@+-]{0,99}|\d{1,20}(?=/))(?:/[\w.@+-]{1,99}){0,60}/?|~/|(?:\.{1,2}/){1,9}[\w.-]{0,99}"
)
_RELATIVE = expression(
    r"[\w.-]{1,60}(?:/[\w.-]{1,60}){2,60}/?|[\w.-]{1,60}/[\w-]{1,60}\.[a-z]{1,5}|[a-z][\w.-]{1,60}/"
)
_DOMAIN = expression(
    rf"(?:[A-Za-z\d](?:[\w-]{{0,62}})\.){{1,8}}(?:{_TOP.replace(' ', '|')})(?::\d{{1,5}})?(?:[/?#]\S*)?"
)
_LOCAL = expression(r"localhost(?::\d{1,5})?(?:/\S*)?|[A-Za-z][\w.-]{0,60}:\d{2,5}/\S*")
_FILE = expression(
    rf"[\w-]{{1,99}}(?:[.-][\w-]{{1,99}}){{0,5}}\.(?:{_EXTENSIONS.replace(' ', '|')}"
    rf"|{_EXTENSIONS.upper().replace(' ', '|')})"
    r"|[\w-]{3,99}\.[chrm]|ASP\.NET"
)
_LINED = expression(r"([\w.-]{3,80}\.[a-z]{1,5})((?::\d{1,6}){1,2})")
_DOTFILE = expression(r"\.[A-Za-z][\w-]{1,40}(?:\.\w{1,20})?")
_VERSION = expression(
    r"(v?)(\d{1,9}(?:\.\d{1,9}){2,5})((?:[-+.]?(?:rc|alpha|beta|dev|post|a|b)[.-]?\d{0,4})?)|(v)(\d{1,5}(?:\.\d{1,9}){0,4})",
    re.IGNORECASE,
)
_NO_VERSION = expression(
    r"\d{1,3}(?:\.\d{3}){2,5}|\d{3}\.\d{3}\.\d{4}|\d{1,2}\.\d{1,2}\.(?:1[5-9]|20)\d\d"
    r"|(?:19|20)\d\d\.(?:0[1-9]|1[0-2])\.(?:0[1-9]|[12]\d|3[01])"
)
_SNAKE = expression(r"_{0,2}[^\W_]+(?:_{1,2}[^\W_]+){1,20}_{0,2}|_{1,2}[^\W_]{1,60}_{0,2}")
_PINNED = expression(r"([A-Za-z][\w.-]{0,60})(==|>=|<=|~=|!=)(\d{1,6}(?:\.\w{1,9}){1,6})")
_OPERATORS = {"==": "equals", ">=": "at least", "<=": "at most", "~=": "about", "!=": "not"}
_KEYS = expression(
    r"((?:Ctrl|Control|Alt|Shift|Cmd|Command|Option|Win|Windows|Meta|Super|Fn)(?:[+-](?:[A-Z][a-z]{1,9}|[A-Z\d]|F\d{1,2}|[A-Z]{2,5}))+)(?!\w)"
)
_SHARP = expression(r"(?:([A-GJ])#|(C|g|G|c)\+\+|(F)#)(?!\w)")
_MAILTO = expression(r"(mailto|tel|sms):(?=\S)", re.IGNORECASE)
_UNSPEAKABLE = expression(r"[b-df-hj-np-tv-xz]{2,5}")
_PIECES = expression(r"[^\W\d_]+|\d+|[^\w\s]|_")


def spelled(written: str) -> str:
    """Say letters, digits and signs of *written* one after the other, words as words."""
    said = [
        _NAMES.get(piece) or (spellout.code(piece) if piece.isdigit() else _lettered(piece))
        for piece in _PIECES.findall(written)
    ]
    return " ".join(said)


def _lettered(piece: str) -> str:
    """Write letters that no one could say as a word as those of initialisms are: "www", "pdf"."""
    return piece.upper() if _UNSPEAKABLE.fullmatch(piece) else piece


def _address(written: str) -> str:
    """Say a URL without its scheme and the stroke it ends with."""
    rest = _SCHEME.sub("", written, count=1)
    return spelled(rest.rstrip("/") or rest)


def _number(part: str) -> str:
    return spellout.cardinal(part) if part == "0" or part[0] != "0" else spellout.digits(part)


def _version(found: re.Match[str]) -> str:
    letter, digits, tail = (found[4], found[5], "") if found[4] else (found[1], found[2], found[3])
    said = " point ".join([_number(part) for part in digits.split(".")])
    if tail:
        said += f" {spelled(tail.lstrip('-+.'))}".replace(" rc", " RC")
    return f"version {said}" if letter else said


def _octet(part: str) -> str:
    return spellout.pairs(part) if len(part) == 3 and part[1:] != "00" and part[1] != "0" else _number(part)


def _ip(written: str) -> str:
    said = [
        _octet(piece) if piece.isdigit() and len(piece) < 4 else _NAMES.get(piece) or spellout.digits(piece)
        for piece in _PIECES.findall(written)
    ]
    return " ".join(said)


def _camel(written: str) -> str:
    parts = re.findall(r"[A-Z]{2,}(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+|[^\W\d_A-Za-z]+|[A-Z]|_", written)
    return " ".join([_tag_part(part) for part in parts])


def _tag_part(part: str) -> str:
    if part == "_":
        return "underscore"
    if part.isdigit():
        return spellout.year(int(part)) if len(part) == 4 and "1100" < part < "2100" else spellout.code(part)
    return part


def read(context: Context, at: int) -> Reading | None:
    """Read the chunk without blanks that *at* stands in, when a machine would know it."""
    if at < context.passed:
        return None
    text = context.text
    low = max(context.floor, context.passed, at - 64)
    behind = _BACK.search(text[low:at])
    start = low + (behind.start() if behind else at - low)
    found = _CHUNK.match(text, start)
    if not found:
        return None
    context.passed = found.end()
    chunk = found[0]
    if not _HINT.search(chunk):
        return None
    if sharp := _SHARP.match(text, at - 1) if at > start else None:
        return _sharpened(context, start, sharp)
    trimmed = _TRIM.match(chunk)
    if not trimmed or not trimmed[1]:
        return None
    begin, core = start + trimmed.start(1), trimmed[1]
    if core.count("(") > core.count(")") and chunk[trimmed.end(1) : trimmed.end(1) + 1] == ")":
        core += ")"
    said = _said(core)
    return None if said is None or said == core else Reading(begin, begin + len(core), said, "electronic")


def _sharpened(context: Context, start: int, sharp: re.Match[str]) -> Reading | None:
    if sharp.start() > start and context.text[sharp.start() - 1].isalnum():
        return None
    context.passed = sharp.end()
    said = f"{sharp[1]} sharp" if sharp[1] else f"{sharp[2]} plus plus"
    return Reading(sharp.start(), sharp.end(), said, "electronic")


def _said(core: str) -> str | None:
    if len(core) < 2:
        return None
    if found := _MAILTO.match(core):
        return f"{found[1]} colon {spelled(core[found.end() :])}"
    if _SCHEME.match(core) or (core.lower().startswith("www.") and "." in core[4:]):
        return _address(core)
    if "@" in core and (_EMAIL.fullmatch(core) or _HANDLE.fullmatch(core)):
        return spelled(core)
    if core[0] == "#" and _HASHTAG.fullmatch(core):
        return f"hashtag {_camel(core[1:])}"
    if core[0].isdigit() and _IP.fullmatch(core):
        return _ip(core)
    if ":" in core and _IP6.fullmatch(core):
        return " ".join(
            [_NAMES.get(sign) or (_number(sign) if sign.isdigit() else sign.upper()) for sign in core]
        )
    if "\\" in core and _WINDOWS.fullmatch(core):
        return spelled(core)
    if _NO_VERSION.fullmatch(core):
        return None
    if found := _VERSION.fullmatch(core):
        return _version(found)
    if (pair := slashed_words.pair(core)) is not None:
        return pair
    if _UNIX.fullmatch(core):
        return spelled(core)
    if (
        "." in core
        and (
            _DOMAIN.fullmatch(core)
            or (_FILE.fullmatch(core) and any(map(str.isalpha, core.partition(".")[0])))
        )
        and not _sentence(core)
    ):
        return _address(core)
    if (lined := _LINED.fullmatch(core)) and _FILE.fullmatch(lined[1]):
        return " colon ".join([_address(lined[1]), *map(spellout.cardinal, lined[2][1:].split(":"))])
    if _LOCAL.fullmatch(core) or _DOTFILE.fullmatch(core):
        return spelled(core)
    if "/" in core:
        if (said := slashed_words.words_apart(core)) is not None:
            return said
        if _RELATIVE.fullmatch(core) and any(map(str.isalpha, core)) and not core[0].isdigit():
            return spelled(core)
        if found := re.fullmatch(r"([A-Z]{2,10})/(\d{1,2}(?:\.\d)?)", core):
            return f"{found[1]} {spellout.number(found[2])}"
    if found := _PINNED.fullmatch(core):
        point = " point ".join(
            [_number(part) if part.isdigit() else spelled(part) for part in found[3].split(".")]
        )
        return f"{spelled(found[1])} {_OPERATORS[found[2]]} {point}"
    if found := _KEYS.fullmatch(core):
        return " ".join([_key(part) for part in re.split(r"[+-]", core)])
    if "_" in core and _SNAKE.fullmatch(core):
        return spelled(core)
    return None


def _key(part: str) -> str:
    found = re.fullmatch(r"F(\d{1,2})", part)
    if found:
        return f"F {spellout.cardinal(found[1])}"
    return {"Ctrl": "Control", "Cmd": "Command"}.get(part) or (
        spellout.code(part) if part.isdigit() else part
    )


def _sentence(core: str) -> bool:
    """Tell whether a stop without a blank after it ends a sentence rather than part a name: "end.So"."""
    last = core.rpartition(".")[2]
    return last[:1].isupper() and core[:1].islower()
