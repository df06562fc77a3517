"""Speech on a loudspeaker, and what of it was heard."""

from .device import output_devices
from .heard import Heard
from .player import Playback, played

__all__ = ["Heard", "Playback", "output_devices", "played"]
