"""One check, its law, and what came of it."""

from __future__ import annotations

import inspect
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from ...errors import TTSError
from .subject import Broken, Inapplicable

if TYPE_CHECKING:
    from collections.abc import Callable

    from .subject import Subject

__all__ = ["Check", "CheckResult", "Outcome"]

Outcome = Literal["passed", "failed", "skipped", "xfailed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckResult:
    """What came of one check."""

    name: str
    law: str
    outcome: Outcome
    message: str = ""
    """How the law was broken, why it was not checked, or what is worth knowing although it was kept."""

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Check:
    """A law, and the function that tries to catch a model breaking it."""

    run: Callable[[Subject], None]
    slow: bool = False
    """Whether it takes a slow model long, by speaking much or by loading it again."""

    @property
    def name(self) -> str:
        """What the check is called."""
        return self.run.__name__

    @property
    def law(self) -> str:
        """The law, in one sentence."""
        return " ".join((inspect.getdoc(self.run) or "").split("\n\n")[0].split())

    def on(self, subject: Subject, *, expected: str | None = None) -> CheckResult:
        """
        Run the check on *subject*.

        *expected* is why it is expected to fail; if it does not fail then, that is the failure.
        """
        outcome, message = self._tried(subject)
        if expected is not None:
            if outcome == "failed":
                outcome, message = "xfailed", f"{expected} ({message})"
            else:
                message = f"expected to fail ({expected}), but it {outcome}; take it off the list"
                outcome = "failed"
        return CheckResult(name=self.name, law=self.law, outcome=outcome, message=message)

    def _tried(self, subject: Subject) -> tuple[Outcome, str]:
        try:
            self.run(subject)
        except Inapplicable as reason:
            return "skipped", str(reason)
        except Broken as reason:
            return "failed", str(reason)
        except (TTSError, ValueError) as error:
            return "failed", f"it was refused: {type(error).__name__}: {error}"
        except Exception as error:  # Whatever the model raises is a finding about the model.
            return "failed", f"it raised {type(error).__name__}: {error}"
        finally:
            notes = subject.notes()
        return "passed", notes
