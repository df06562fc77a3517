"""The contract, asked without pytest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .checks import CHECKS
from .checks.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..card import LoadOptions
    from ..model import Model
    from ..registry import Registry
    from .checks import CheckResult

__all__ = ["check_expected_failures", "check_model"]


def check_model(
    model: Model,
    registry: Registry | None = None,
    *,
    text: str = "",
    pace: tuple[float, float] = (2.0, 100.0),
    load: LoadOptions | None = None,
    expected_failures: Mapping[str, str] | None = None,
) -> Iterator[CheckResult]:
    """
    Hold *model* to every law, one result after the other.

    *text* is a plain sentence in the model's language, when ours will not do; *pace* is how many
    characters a second are plausible; *expected_failures* maps the names of checks to the reason why
    they cannot pass.
    """
    expected = dict(expected_failures or {})
    check_expected_failures(expected)
    return _results(Subject(model, registry, text=text, pace=pace, load=load), expected)


def check_expected_failures(expected: Mapping[str, str]) -> None:
    """Refuse expectations of checks that do not exist, or without a reason."""
    known = {check.name for check in CHECKS}
    for name, reason in expected.items():
        if name not in known:
            raise ValueError(f"there is no check {name!r} to fail; the checks are {', '.join(sorted(known))}")
        if not reason.strip():
            raise ValueError(f"the expected failure of {name!r} needs a reason")


def _results(subject: Subject, expected: Mapping[str, str]) -> Iterator[CheckResult]:
    try:
        for check in CHECKS:
            yield check.on(subject, expected=expected.get(check.name))
    finally:
        subject.close()
