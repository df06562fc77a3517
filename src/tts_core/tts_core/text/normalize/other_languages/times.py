"""Times of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.text.normalize.context import Reading

if TYPE_CHECKING:
    from tts_core.text.normalize.other_languages.context import Context

__all__ = ["clock"]


def clock(context: Context, at: int) -> Reading | None:
    """Read a time of the day, and the word for the hour that stands behind it."""
    language, patterns = context.language, context.patterns
    found = patterns.time.match(context.text, at)
    if found is None:
        return None
    end = found.end()
    around = context.around(at, end)
    dash = patterns.until.match(context.text, end) if language.to else None
    if found["lone"]:
        if not found["past"] and not dash:
            return None  # "9 h" is so many hours.
        hour, minute, second = found["lone"], found["past"] or "0", None
    else:
        hour, minute, second = found["hour"], found["minute"], found["second"]
        shown = found["word"] or around.before.lower() in language.hour_words
        if found["mark"] == "." and (not shown or context.text[end : end + 1] == "%"):
            return None
    if int(hour) > 24:
        return None
    grammar, seconds = language.grammar, None if second is None else int(second)
    since = grammar.since_hour if dash and around.before.lower() not in grammar.prepositions else ""
    if since and dash:
        around, context.carried = around._replace(before=since), (dash.end(), language.to)
    said = grammar.clock(int(hour), int(minute), seconds, around)
    if dash:
        said = grammar.gap.join([*([since] if since else ()), said, language.to, ""])
        end = dash.end()
    return Reading(at, end, said, "time")
