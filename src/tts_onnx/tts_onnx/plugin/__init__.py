"""What the plugins of ONNX voices have in common: cards, configurations, loading, and the synthesizer."""
