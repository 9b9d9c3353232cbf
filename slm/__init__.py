"""Words → labels. The only ONNX Runtime code."""
