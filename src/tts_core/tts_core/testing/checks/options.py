"""Laws about what a caller may ask for besides the text: speed, options, readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...card import Feature
from ...errors import UnsupportedOption
from ...scripts import script_of
from ...synthesizer import Pronounces, Pronunciation
from .subject import PATIENCE, Inapplicable, require, sounding

if TYPE_CHECKING:
    from ...option import Option
    from .subject import Subject

__all__ = ["CHECKS"]


def speed_scales_the_length(subject: Subject) -> None:
    """At speed 1.5 the speech takes two thirds of its time, at 0.75 four thirds, each within a fifth."""
    subject.needs(Feature.SPEED)
    usual = sounding(subject.rendering)
    for speed in (0.75, 1.5):
        ratio = usual / max(sounding(subject.speak(subject.text, speed=speed)), 1)
        require(
            abs(ratio / speed - 1) <= 0.2, f"at speed {speed} it speaks {ratio:.2f} times as fast as usual"
        )


def speed_is_refused_where_there_is_one(subject: Subject) -> None:
    """A model of one speed refuses any other on the call."""
    if subject.declares(Feature.SPEED):
        raise Inapplicable("the model can change its speed")
    try:
        subject.stream(subject.text, speed=1.5).cancel()
    except UnsupportedOption:
        return
    require(False, "speed 1.5 was accepted although the card does not declare it")


def impossible_speed_is_refused(subject: Subject) -> None:
    """Speed 0, negative or not finite is a ValueError on the call."""
    for speed in (0.0, -1.0, float("nan"), float("inf")):
        try:
            subject.stream(subject.text, speed=speed).cancel()
        except ValueError:
            continue
        require(False, f"speed {speed} was accepted")


def unknown_option_is_refused(subject: Subject) -> None:
    """An option that the model does not have is refused on the call, never ignored."""
    try:
        subject.stream(subject.text, options={"no_such_knob": 1}).cancel()
    except UnsupportedOption:
        return
    require(False, "the option 'no_such_knob' was accepted")


def options_take_their_range(subject: Subject) -> None:
    """Each option takes its least, its greatest and every listed value, and refuses what lies outside."""
    if not subject.card.options:
        raise Inapplicable("the model has no options")
    phrase = subject.phrases(1)[0]
    usual = subject.speak(phrase).samples.tobytes()
    for option in subject.card.options:
        if option.secret:  # There is only one that is right.
            continue
        values = _extremes(option)
        same = True
        for value in values:
            options = subject.card.checked_options({option.name: value})
            samples = subject.speak(phrase, options=options).samples
            require(bool(len(samples)), f"there is no sound with {option.name}={value!r}")
            same = same and samples.tobytes() == usual
        if values and same:
            subject.note(f"option {option.name!r} changes nothing in {phrase!r}")
        _refused(subject, option)


def _extremes(option: Option) -> list[Any]:
    if option.type is bool:
        return [True, False]
    ends = [option.type(end) for end in (option.min, option.max) if end is not None]
    return [*ends, *option.choices]


def _refused(subject: Subject, option: Option) -> None:
    wrong: list[object] = [object()]
    wrong += [option.min - 1] if option.min is not None else []
    wrong += [option.max + 1] if option.max is not None else []
    for value in wrong:
        try:
            subject.stream(subject.text, options={option.name: value}).cancel()
        except ValueError:
            continue
        require(False, f"option {option.name!r} took {value!r}")


def readings_are_honoured(subject: Subject) -> None:
    """A reading in IPA that the caller gives for a word changes how the word is said."""
    subject.needs(Feature.PHONEMES)
    phrase = subject.phrases(1)[0]
    end = len(phrase.split()[0])
    sounds = [
        subject.speak(phrase, phonemes=(Pronunciation(0, end, ipa),)).samples.tobytes()
        for ipa in ("bəˈnɑːnə", "ˈsiːti")
    ]
    require(sounds[0] != sounds[1], "two different readings of a word sound exactly the same")


def pronunciations_are_ipa(subject: Subject) -> None:
    """What `pronounce` tells lies in the text, in order, and is written in the letters of the IPA."""
    synthesizer = subject.loaded.synthesizer
    if not isinstance(synthesizer, Pronounces):
        raise Inapplicable("the model does not tell how it reads")
    utterance = subject.utterance(subject.text)
    telling = subject.loaded.submit(lambda: synthesizer.pronounce(utterance), utterance.cancel)
    told = list(telling.result(PATIENCE))
    require(bool(told), "it tells of no word in a plain sentence")
    before = 0
    for each in told:
        word = subject.text[each.start : each.end]
        inside = before <= each.start < each.end <= len(subject.text)
        require(inside, f"{each.ipa!r} is told of the impossible stretch {each.start} to {each.end}")
        wrong = "".join(dict.fromkeys(sign for sign in each.ipa if not _is_ipa(sign)))
        require(bool(each.ipa.strip()) and not wrong, f"{word!r} is read {each.ipa!r}; {wrong!r} is not IPA")
        before = each.end


def _is_ipa(sign: str) -> bool:
    """Whether *sign* may stand in a transcription: no capital, no digit, no letter of another alphabet."""
    if sign.isalpha():
        return not sign.isupper() and (script_of(sign) in ("Latn", None) or sign in "βθχλφ")
    return not sign.isdigit()


def readings_are_refused_where_there_are_none(subject: Subject) -> None:
    """A model that takes no readings refuses them, rather than say the word as it likes."""
    if subject.declares(Feature.PHONEMES):
        raise Inapplicable("the model takes readings")
    phrase = subject.phrases(1)[0]
    word = phrase.split()[0].strip(".,")
    try:
        subject.synthesize(phrase, lexicon={word: "/bəˈnɑːnə/"})
    except UnsupportedOption:
        return
    require(False, "a reading was accepted although the card does not declare it")


CHECKS = (
    speed_scales_the_length,
    speed_is_refused_where_there_is_one,
    impossible_speed_is_refused,
    unknown_option_is_refused,
    options_take_their_range,
    readings_are_honoured,
    readings_are_refused_where_there_are_none,
    pronunciations_are_ipa,
)
