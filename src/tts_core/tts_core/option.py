"""One knob of a model or an effect."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from .secret import Secret, kept_secret

__all__ = ["Option"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One knob of a model: what it is called, what it takes, and what it does."""

    name: str
    type: type[int] | type[float] | type[bool] | type[str]
    default: int | float | bool | str | None = None
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()
    doc: str = ""
    secret: bool = False
    """
    Whether it is what nobody may see, such as the key of a service.

    It is taken from the environment or a keyring, reaches the model as a `Secret`, and stands in no
    receipt. It must be there; one whose default is "" may be missing, and is None then.
    """
    env: str = ""
    """The variable that a secret is kept in; without it TTS_CORE_, the model's id, and the option's name."""

    def __post_init__(self) -> None:
        if self.secret and (self.type is not str or self.default or self.choices):
            raise ValueError(f"the secret {self.name!r} must be a str, without a value for all to see")

    def kept_as(self, model: str) -> str:
        """Return the name that a secret of *model* is kept under, in the environment and in a keyring."""
        return self.env or re.sub(r"[^A-Z0-9]+", "_", f"TTS_CORE_{model}_{self.name}".upper())

    def kept(self, model: str) -> Secret | None:
        """Return the secret of *model* that is kept."""
        return kept_secret(self.kept_as(model))

    def check(self, value: object) -> int | float | bool | str:
        """Return *value* as this option's type, or raise ValueError with what would be right."""
        if self.secret:
            raise self._seen()
        checked = self._typed(value)
        if isinstance(checked, float) and not math.isfinite(checked):
            raise ValueError(f"option {self.name!r} must be a finite number, not {value!r}")
        if self.choices and checked not in self.choices:
            raise ValueError(f"option {self.name!r} must be one of {', '.join(self.choices)}, not {value!r}")
        if isinstance(checked, int | float) and not isinstance(checked, bool):
            low = -math.inf if self.min is None else self.min
            high = math.inf if self.max is None else self.max
            if not low <= checked <= high:
                raise ValueError(f"option {self.name!r} must be from {self.min} to {self.max}, not {value!r}")
        return checked

    def check_secret(self, value: object) -> Secret:
        """Return *value* where it is a Secret, or say where a secret is to be kept, without repeating it."""
        if not isinstance(value, Secret):
            raise self._seen()
        return value

    def _seen(self) -> ValueError:
        return ValueError(
            f"option {self.name!r} is a secret, and not to be given as a plain text, which logs would show: "
            "keep it in the environment or in a keyring, or give a tts_core.Secret"
        )

    def _typed(self, value: object) -> int | float | bool | str:
        if self.type is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if self.type is int and isinstance(value, float) and value.is_integer():
            return int(value)
        if type(value) is self.type:
            return value
        raise ValueError(f"option {self.name!r} must be {self.type.__name__}, not {value!r}")

    def parse(self, text: str) -> int | float | bool | str:
        """Read the option's value from *text*, as a command line or a form gives it."""
        if self.secret:
            raise self._seen()
        if self.type is bool:
            words = {"true": True, "yes": True, "on": True, "1": True}
            words |= {"false": False, "no": False, "off": False, "0": False}
            if text.strip().casefold() not in words:
                raise ValueError(f"option {self.name!r} must be true or false, not {text!r}")
            return words[text.strip().casefold()]
        if self.type is str:
            return self.check(text)
        try:
            number: int | float = self.type(text)  # type: ignore[assignment]  # int or float: bool and str are done
        except ValueError:
            raise ValueError(f"option {self.name!r} must be {self.type.__name__}, not {text!r}") from None
        return self.check(number)
