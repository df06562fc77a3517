"""The contract as a class of tests, for plugins that use pytest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from ..card import LoadOptions
from ..model import Model
from .checks import CHECKS
from .checks.subject import Subject
from .conformance import check_expected_failures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .checks import Check

__all__ = ["SynthesizerContract"]


_SUBJECT = pytest.StashKey[Subject]()


class SynthesizerContract:
    """
    Every law that a model must keep, as tests. Subclass it and say which model is meant:

        class TestKitten(SynthesizerContract):
            model = "kitten-nano"
            expected_failures = {"cancel_stops_the_model": "the library cannot be interrupted"}

    *model* is the id of an installed model, a Model, or a fixture that gives either and lasts as long as
    the class.
    A check that is expected to fail needs a reason, and fails when it does not fail. No check can be
    overridden: whoever cannot keep a law says so in `expected_failures`.
    """

    model: ClassVar[Any]
    text: ClassVar[str] = ""
    """A plain sentence of eight words or more in the model's language, where ours will not do."""
    pace: ClassVar[tuple[float, float]] = (2.0, 100.0)
    """How many characters a second are plausible, from and to."""
    load: ClassVar[LoadOptions] = LoadOptions()
    """How the model is loaded."""
    expected_failures: ClassVar[Mapping[str, str]] = {}
    """Why some checks cannot pass, by their names."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name in _TESTS:
            if getattr(cls, name) is not getattr(SynthesizerContract, name):
                raise TypeError(
                    f"{cls.__name__} overrides {name}, which is part of the contract; "
                    f"give the reason in expected_failures[{name.removeprefix('test_')!r}] instead"
                )
        check_expected_failures(cls.expected_failures)

    @pytest.fixture
    def subject(self, request: pytest.FixtureRequest) -> Subject:
        """The model under test, loaded once for the class."""
        owner = request.node.getparent(pytest.Class)
        held: Subject | None = owner.stash.get(_SUBJECT, None)
        if held is None:
            named = getattr(request.cls, "model", None)
            if not isinstance(named, str | Model):
                named = request.getfixturevalue("model")
            held = Subject(_model(named), text=self.text, pace=self.pace, load=self.load)
            owner.stash[_SUBJECT] = held
            owner.addfinalizer(held.close)
        return held


def _model(named: str | Model) -> Model:
    if isinstance(named, Model):
        return named
    from ..registry import Registry

    return Registry.installed().model(named)


def _test(check: Check) -> Callable[[SynthesizerContract, Subject, pytest.FixtureRequest], None]:
    def test(self: SynthesizerContract, subject: Subject, request: pytest.FixtureRequest) -> None:
        result = check.on(subject, expected=self.expected_failures.get(check.name))
        if result.outcome == "skipped":
            pytest.skip(result.message)
        if result.outcome == "xfailed":
            pytest.xfail(result.message)
        if result.outcome == "failed":
            pytest.fail(f"{check.law}\n{result.message}", pytrace=False)
        if result.message:
            request.node.user_properties.append(("note", result.message))

    test.__name__ = f"test_{check.name}"
    test.__doc__ = check.law
    return test


_TESTS = tuple(f"test_{check.name}" for check in CHECKS)
for _check in CHECKS:
    setattr(SynthesizerContract, f"test_{_check.name}", _test(_check))
