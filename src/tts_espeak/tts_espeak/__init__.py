"""espeak-ng for tts_core."""
