"""The contract, asked without pytest."""

from __future__ import annotations

import difflib
import fnmatch
from typing import TYPE_CHECKING

from .checks import CHECKS
from .checks.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..card import LoadOptions
    from ..model import Model
    from ..registry import Registry
    from .checks import Check, CheckResult

__all__ = ["check_expected_failures", "check_model", "chosen_checks"]


def check_model(
    model: Model,
    registry: Registry | None = None,
    *,
    text: str = "",
    pace: tuple[float, float] = (2.0, 100.0),
    load: LoadOptions | None = None,
    expected_failures: Mapping[str, str] | None = None,
    only: Sequence[str] = (),
    quick: bool = False,
) -> Iterator[CheckResult]:
    """
    Hold *model* to every law, one result after the other.

    *text* is a plain sentence in the model's language, when ours will not do; *pace* is how many
    characters a second are plausible; *expected_failures* maps the names of checks to the reason why
    they cannot pass. *only* are the names of the checks that are wanted, or patterns such as "*speed*";
    *quick* leaves out those that speak much or load the model again.
    """
    expected = dict(expected_failures or {})
    check_expected_failures(expected)
    checks = chosen_checks(only, quick=quick)
    return _results(Subject(model, registry, text=text, pace=pace, load=load), expected, checks)


def chosen_checks(only: Sequence[str] = (), *, quick: bool = False) -> tuple[Check, ...]:
    """Return the checks that *only* names, or all; *quick* leaves out the slow ones that nobody named."""
    if not only:
        return tuple(check for check in CHECKS if not (quick and check.slow))
    names = [check.name for check in CHECKS]
    wanted: set[str] = set()
    for pattern in only:
        found = fnmatch.filter(names, pattern.removeprefix("test_"))
        if not found:
            near = difflib.get_close_matches(pattern, names, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise ValueError(f"there is no check {pattern!r}; {hint}The checks are {', '.join(names)}")
        wanted.update(found)
    return tuple(check for check in CHECKS if check.name in wanted)


def check_expected_failures(expected: Mapping[str, str]) -> None:
    """Refuse expectations of checks that do not exist, or without a reason."""
    known = {check.name for check in CHECKS}
    for name, reason in expected.items():
        if name not in known:
            raise ValueError(f"there is no check {name!r} to fail; the checks are {', '.join(sorted(known))}")
        if not reason.strip():
            raise ValueError(f"the expected failure of {name!r} needs a reason")


def _results(subject: Subject, expected: Mapping[str, str], checks: Iterable[Check]) -> Iterator[CheckResult]:
    try:
        for check in checks:
            yield check.on(subject, expected=expected.get(check.name))
    finally:
        subject.close()
