"""espeak-ng through ctypes: one loaded library, from its first call to its unloading."""

from __future__ import annotations

import _ctypes
import ctypes
import locale
import os
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tts_core import ModelUnavailable, SynthesisFailed

from .dictionary import capture_trace, is_listed
from .leaks import free_translators
from .missing_phonemes import fill_gaps
from .quiet import hush
from .random_state import seeded_rand, uses_rand
from .sound import Mark, Sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import CancelToken

__all__ = ["Library", "ListedVoice"]

_SYNCHRONOUS = 2
_BUFFER_MS = 1000  # One callback for so much sound: it takes espeak-ng about a millisecond.
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_IPA = 2
_WORD, _END = 1, 5
_PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3, "range": 4}
_NATURAL_RATES = 450
"""From this rate on espeak-ng speaks at its usual one and shortens the sound afterwards."""


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True, slots=True)
class ListedVoice:
    """One voice as the library lists it; its languages come with their priorities, lowest first."""

    name: str
    identifier: str
    gender: int
    languages: tuple[tuple[int, str], ...]


class Library:
    """
    A loaded espeak-ng. Not safe for threads: one is lent to one user at a time (see `pool`), and of
    several, one is loaded or unloaded at a time (see `lock.loading_lock`).

    Much of what a spoken text leaves behind (the phase of the pitch's flutter, the gain, the count
    of voice cycles) can be reset by no call, and changes the samples of the next text. Unloading the
    library resets it; `is_fresh` says whether that happened.
    """

    def __init__(
        self, origin: Path, data: Path | None, *, copy: Path | None = None, restart: bool = False
    ) -> None:
        """
        Load and start the library *origin*, or a *copy* of it.

        One that is in use already is only started over with *restart*.
        """
        self.path = copy or origin
        self._origin = origin
        try:
            self._api: Any = ctypes.CDLL(str(self.path), mode=_binding())
            _declare(self._api)
            self.is_fresh = self._api.espeak_ng_GetSampleRate() == 0
        except (OSError, AttributeError) as error:
            fix = "install the espeak-ng of your system and set PHONEMIZER_ESPEAK_LIBRARY to its library"
            raise ModelUnavailable("espeak", f"its library cannot be loaded: {error}", fix) from error
        self._sound = Sound()
        self._cancel: CancelToken | None = None
        self._keep = True
        self._shortening = 1.0
        self._uses_rand = True
        self._error: BaseException | None = None
        self._callback = _Callback(self._receive)  # Kept: the library only holds its address.
        self._filled: list[object] = []
        self.sample_rate = 0
        if self.is_fresh or restart:
            try:
                self._initialize(data)
            except ModelUnavailable:
                self.unload()
                raise

    def _initialize(self, data: Path | None) -> None:
        # espeak-ng sets the locale of the whole program; whoever set another one gets it back.
        before = locale.setlocale(locale.LC_CTYPE)
        where = os.fsencode(data) if data is not None else None
        rate = self._api.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, where, _DO_NOT_EXIT)
        if locale.setlocale(locale.LC_CTYPE) != before:
            locale.setlocale(locale.LC_CTYPE, before)
        if rate <= 0:
            why = f"espeak-ng cannot use the data in {str(data)!r}: it is damaged or of another version"
            raise ModelUnavailable("espeak", why, "pip install --force-reinstall espeakng-loader")
        self.sample_rate = rate
        self._filled = fill_gaps(self._api, self._origin)
        hush(self._api, self._origin)
        self._api.espeak_SetSynthCallback(self._callback)

    def unload(self) -> None:
        """Free what the library holds and take it out of the program. Nothing can be called afterwards."""
        if self.sample_rate:
            free_translators(self._api, self._origin)
            self._api.espeak_Terminate()
        if sys.platform == "win32":
            _ctypes.FreeLibrary(self._api._handle)
        else:
            _ctypes.dlclose(self._api._handle)

    @property
    def data(self) -> Path:
        """Where the library reads its data."""
        found = ctypes.c_char_p()
        self._api.espeak_Info(ctypes.byref(found))
        return Path(os.fsdecode(found.value or b""))

    def voices(self) -> Iterator[ListedVoice]:
        """List the voices, one for each language, without loading any."""
        listed = self._api.espeak_ListVoices(None)
        index = 0
        while listed[index]:
            voice = listed[index].contents
            name, identifier = voice.name.decode(errors="replace"), voice.identifier.decode()
            yield ListedVoice(name.strip(), identifier, voice.gender, tuple(_languages(voice.languages)))
            index += 1

    def select(self, voice: str) -> None:
        """Speak with *voice* from now on, at the usual settings."""
        status = self._api.espeak_SetVoiceByName(voice.encode())
        if status != 0:
            raise SynthesisFailed(
                f"espeak-ng cannot load its voice {voice!r} (status {status}): its files are missing"
            )
        has_own = hasattr(self._api, "espeak_ng_SetRandSeed")
        if has_own:
            self._api.espeak_ng_SetRandSeed(1)
        self._uses_rand = uses_rand(self.data, voice, has_own=has_own)

    def set(self, parameter: str, value: int) -> None:
        """Set the rate, volume, pitch or range of what is spoken next."""
        status = self._api.espeak_SetParameter(_PARAMETERS[parameter], value, 0)
        if status != 0:
            raise SynthesisFailed(f"espeak-ng refused {parameter} {value} (status {status})")
        if parameter == "rate":
            self._shortening = value / 175 if value >= _NATURAL_RATES else 1.0

    def synthesize(self, text: str, cancel: CancelToken | None = None, *, keep: bool = True) -> Sound:
        """
        Speak *text*; after each second of sound, raise Cancelled where it is not wanted any more.

        Without *keep*, only the marks are kept.
        """
        self._sound, self._cancel, self._keep, self._error = Sound(), cancel, keep, None
        encoded = text.encode()
        with seeded_rand(cancel) if self._uses_rand else nullcontext():
            status = self._api.espeak_Synth(encoded, len(encoded) + 1, 0, 1, 0, _UTF8, None, None)
        if self._error is not None:
            raise self._error
        if status != 0:
            raise SynthesisFailed(f"espeak-ng gave up on the text (status {status})")
        sound, self._sound = self._sound, Sound()  # In a cycle with its callback, this is freed late.
        return sound

    def _receive(self, wave: int | None, count: int, events: Any) -> int:
        try:
            if self._error is None:
                self._collect(self._sound, wave, count, events)
                if self._cancel is not None:
                    self._cancel.check()
        except BaseException as error:  # Nothing may be raised through C; `synthesize` raises it.
            self._error = error
        return int(self._error is not None)

    def _collect(self, sound: Sound, wave: int | None, count: int, events: Any) -> None:
        index = 0
        while (event := events[index]).type:
            if event.type in (_WORD, _END):
                # The library counts the samples of this buffer as they were before they were shortened.
                within = (event.sample - sound.samples) / self._shortening
                sample = sound.samples + max(0, round(within))
                position, ends = max(0, event.text_position - 1), event.type == _END
                sound.marks.append(Mark(position, sample, sound.clauses, ends))
                sound.clauses += ends
            index += 1
        if wave and count:
            if self._keep:
                sound.chunks.append(ctypes.string_at(wave, 2 * count))
            sound.samples += count

    def phonemes(self, text: str) -> list[str]:
        """
        Return the IPA of *text*, clause by clause, with the flags of foreign words still in it.

        A space stands between two words of a clause, also where one of them has no sound: there are as
        many words in each clause as `synthesize` sets marks.
        """
        encoded = ctypes.create_string_buffer(text.encode())
        rest = ctypes.c_void_p(ctypes.addressof(encoded))
        clauses = []
        while rest.value:
            found = self._api.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA)
            clauses.append((found or b"").decode(errors="replace"))
        return clauses

    def is_listed(self, word: str) -> bool | None:
        """Tell whether *word* is in the dictionary or read by rule; None where that cannot be told."""
        return is_listed(capture_trace(self._api, lambda: self.phonemes(word)))


def _binding() -> int:
    """
    Say how to load a library so that it calls its own functions.

    It would call those of another espeak-ng that somebody loaded for the whole program to use.
    """
    is_shared = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "espeak_Initialize")
    return ctypes.DEFAULT_MODE | (getattr(os, "RTLD_DEEPBIND", 0) if is_shared else 0)


def _declare(api: Any) -> None:
    """Tell ctypes the functions whose arguments or results are no plain integers."""
    api.espeak_ListVoices.argtypes = [ctypes.c_void_p]
    api.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
    api.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
    api.espeak_Info.argtypes = [ctypes.POINTER(ctypes.c_char_p)]
    api.espeak_Info.restype = ctypes.c_char_p
    api.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
    api.espeak_SetSynthCallback.argtypes = [_Callback]
    api.espeak_SetSynthCallback.restype = None
    plain, pointer = ctypes.c_uint, ctypes.c_void_p
    text = [ctypes.c_char_p, ctypes.c_size_t]
    api.espeak_Synth.argtypes = [*text, plain, ctypes.c_int, plain, plain, pointer, pointer]
    api.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
    api.espeak_TextToPhonemes.restype = ctypes.c_char_p
    api.espeak_SetPhonemeTrace.argtypes = [ctypes.c_int, pointer]
    api.espeak_SetPhonemeTrace.restype = None


def _languages(address: int | None) -> Iterator[tuple[int, str]]:
    """Read pairs of a priority byte and a terminated name, up to a zero."""
    while address and (priority := ctypes.string_at(address, 1)[0]):
        name = ctypes.string_at(address + 1)
        yield priority, name.decode()
        address += len(name) + 2
