"""What a service must be told and nobody else may see: kept in the environment or in a keyring."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Secret", "kept_secret", "without_secrets"]

KEYRING = "tts-core"
"""The name of our secrets in a keyring."""


class Secret:
    """
    A text that shows itself to who asks for it by `reveal()`, and to nobody else.

    It is no str: what writes it down by accident, into a log, a receipt or JSON, writes asterisks or fails.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        if not isinstance(value, str) or not value:
            raise ValueError("a secret must be a text that is not empty")
        self._value = value

    def reveal(self) -> str:
        """Return the text itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))


def kept_secret(name: str) -> Secret | None:
    """
    Return the secret that is kept under *name*: in the environment, else in the keyring, if one is installed.

    What goes wrong with a keyring that is there is raised as it comes.
    """
    found: str | None = os.environ.get(name, "").strip()
    if not found:
        try:
            import keyring
            from keyring.errors import NoKeyringError
        except ModuleNotFoundError:
            return None
        try:
            found = keyring.get_password(KEYRING, name)
        except NoKeyringError:
            return None
    return Secret(found) if found else None


def without_secrets(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return *options* without those that nobody may see: for what is written down."""
    return {name: value for name, value in options.items() if not isinstance(value, Secret)}
