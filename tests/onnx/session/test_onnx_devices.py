"""Which device a graph runs on, by what was asked."""

from __future__ import annotations

import onnxruntime
import pytest

from tts_core import LoadOptions, ModelUnavailable
from tts_onnx.session.devices import check, providers

CUDA = "CUDAExecutionProvider"
CPU = "CPUExecutionProvider"


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a runtime that says it could use CUDA: a machine with several devices cannot be had here."""
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CUDA, CPU])


@pytest.mark.usefixtures("several")
class TestDevices:
    def test_the_number_of_a_device_is_handed_on(self) -> None:
        """cuda:1 asks for the second device, and the CPU for what that cannot do."""
        assert providers(LoadOptions(device="cuda:1"), "m") == ((CUDA, {"device_id": "1"}), CPU)

    def test_without_a_number_the_runtime_chooses(self) -> None:
        """A device without a number is asked for by its name alone."""
        assert providers(LoadOptions(device="cuda"), "m") == (CUDA, CPU)

    @pytest.mark.parametrize("device", ["cpu:1", "cuda:", "cuda:one", "coreml:0"])
    def test_a_number_that_means_nothing_is_refused(self, device: str) -> None:
        """What is no number, or a number of what there is one of, is an error and not device 0."""
        with pytest.raises(ModelUnavailable, match="numbered"):
            providers(LoadOptions(device=device), "m")

    def test_a_session_that_left_the_device_out_is_refused(self) -> None:
        """A session that runs on the CPU alone is not what was asked for."""
        with pytest.raises(ModelUnavailable, match="cannot run on CUDA"):
            check(providers(LoadOptions(device="cuda:1"), "m"), [CPU], "m")
