"""A recording of somebody whose voice is to be spoken with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from .audio import Audio

__all__ = ["Sample"]


@dataclass(frozen=True, slots=True)
class Sample:
    """
    A recording of a voice, for models that can speak with it: `voice=Sample(audio, consent="…")`.

    The consent says who agreed that this voice is used, and how that is known. It is kept in the
    receipt with the recording's checksum; without one there is no sample.
    """

    audio: Audio
    text: str | None = None
    """What is said in it; some models need that."""
    consent: str = ""
    sha256: str = field(init=False, repr=False)
    """The checksum of the recording: its rate and its samples."""

    def __post_init__(self) -> None:
        if not isinstance(self.consent, str) or not self.consent.strip():
            raise ValueError(
                "a sample needs the consent of whoever's voice it is: say who agreed, and how that is known, "
                'as in Sample(audio, consent="Ada Lovelace, by letter of 3 May")'
            )
        if not len(self.audio) or not self.audio.samples.any():
            raise ValueError("a sample must hold sound; this one is silent")
        made_of = f"{self.audio.sample_rate} Hz\n".encode() + self.audio.samples.tobytes()
        object.__setattr__(self, "sha256", hashlib.sha256(made_of).hexdigest())

    def __hash__(self) -> int:
        return hash((self.sha256, self.text, self.consent))

    @classmethod
    def read(cls, path: str | os.PathLike[str], *, consent: str, text: str | None = None) -> Sample:
        """Read the recording in a file; of several channels, their mean."""
        import soundfile

        from .audio import Audio

        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        return cls(Audio(samples.mean(axis=1), rate), text, consent)

    def particulars(self) -> dict[str, str]:
        """Return what a receipt keeps of it."""
        said = {} if self.text is None else {"text": self.text}
        return {"sha256": self.sha256, "consent": self.consent, **said}
