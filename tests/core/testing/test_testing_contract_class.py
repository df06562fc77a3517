"""The contract as tests and as a list: expected failures are strict, and nothing can be overridden."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tts_core import Licence
from tts_core.testing import SynthesizerContract, check_model, echo_model
from tts_core.testing.checks import CHECKS

if TYPE_CHECKING:
    from tts_core.testing import CheckResult

PLUGIN_TESTS = """
import pytest
from tts_core import Licence
from tts_core.testing import SynthesizerContract, echo_model


class TestWhole(SynthesizerContract):
    model = echo_model()


class TestExcused(SynthesizerContract):
    model = echo_model(licence=Licence())
    expected_failures = {"licences_are_named": "the weights' author has not answered"}


class TestGuilty(SynthesizerContract):
    @pytest.fixture
    def model(self):
        return echo_model(licence=Licence())


class TestExcusedForNothing(SynthesizerContract):
    model = echo_model()
    expected_failures = {"licences_are_named": "it was so once"}
"""


def test_every_check_has_a_name_and_a_law() -> None:
    """Each check has a name of its own, and a law in one sentence."""
    names = [check.name for check in CHECKS]

    assert len(set(names)) == len(names) > 50
    for check in CHECKS:
        assert re.fullmatch(r"[A-Z].*[^.]\.", check.law), check
        assert check.law.count(". ") == 0, check


def test_every_check_is_seen_to_fail() -> None:
    """For each check there is a test in which it fails."""
    here = Path(__file__).parent
    broken = "".join(each.read_text("utf-8") for each in here.glob("test_testing_contract_*.py"))

    assert not [check.name for check in CHECKS if f'"{check.name}"' not in broken]


def test_results_can_be_sent() -> None:
    """The results are plain values."""
    results = [result.as_dict() for result in check_model(echo_model())]

    assert {result["outcome"] for result in json.loads(json.dumps(results))} == {"passed", "skipped"}
    assert [result["name"] for result in results] == [check.name for check in CHECKS]


def test_plugin_author_is_told(tmp_path: Path) -> None:
    """Subclassing gives one test per check: kept, excused with a reason, guilty, excused for nothing."""
    (tmp_path / "test_plugin.py").write_text(PLUGIN_TESTS, "utf-8")

    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", "test_plugin.py"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout

    assert "PASSED test_plugin.py::TestWhole::test_licences_are_named" in told
    assert "XFAIL test_plugin.py::TestExcused::test_licences_are_named - the weights' author" in told
    assert "FAILED test_plugin.py::TestGuilty::test_licences_are_named" in told
    assert "The card names the licence of the code" in told
    assert "FAILED test_plugin.py::TestExcusedForNothing::test_licences_are_named" in told
    assert "expected to fail (it was so once), but it passed" in told
    assert re.search(r"\b2 failed, \d+ passed, \d+ skipped, 1 xfailed", told), told[-300:]


def licence_result(**fields: object) -> CheckResult:
    """Return what comes of the check for licences."""
    expected = {"licences_are_named": "the author has not answered"}
    results = check_model(echo_model(**fields), expected_failures=expected)
    return next(each for each in results if each.name == "licences_are_named")


def test_an_expected_failure_is_no_failure() -> None:
    """A check that fails as expected says so, with the reason."""
    result = licence_result(licence=Licence())

    assert result.outcome == "xfailed"
    assert "the author has not answered" in result.message


def test_an_expected_failure_must_fail() -> None:
    """A check that passes although it is expected to fail has failed."""
    result = licence_result()

    assert result.outcome == "failed"
    assert "but it passed" in result.message


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ({"licences_are_named": " "}, "needs a reason"),
        ({"licenses_are_named": "typing error"}, "there is no check 'licenses_are_named'"),
    ],
)
def test_an_expectation_needs_a_check_and_a_reason(expected: dict[str, str], message: str) -> None:
    """Expecting nothing in particular, or without a reason, is refused on the call and in the class."""
    with pytest.raises(ValueError, match=message):
        check_model(echo_model(), expected_failures=expected)

    with pytest.raises(ValueError, match=message):
        type("TestMine", (SynthesizerContract,), {"expected_failures": expected})


@pytest.mark.parametrize("instead", [None, lambda _: None])
def test_no_check_can_be_overridden(instead: object) -> None:
    """A subclass that overrides a check, or takes it away, is refused, and told what to do instead."""
    with pytest.raises(TypeError, match=r"expected_failures\['speech_is_audible'\]"):
        type("TestMine", (SynthesizerContract,), {"test_speech_is_audible": instead})


def test_no_check_can_be_overridden_from_the_side() -> None:
    """A mixin cannot take a check's place either."""

    class Mixin:
        def test_speech_is_audible(self) -> None:
            """Say yes to everything."""

    with pytest.raises(TypeError, match="overrides test_speech_is_audible"):
        type("TestMine", (Mixin, SynthesizerContract), {})
