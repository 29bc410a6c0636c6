"""Writes detectors/toy/yolo.onnx, for tests: a graph in the layout of YOLO exports that always finds the same boxes.

    .venv/bin/python trainer/curation/detector/toy_yolo.py
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# Rows: centre x, centre y, width, height, scores of two classes; one column a box, in pixels of a 64 x 64 input.
BOXES = np.array([[16, 16, 48], [16, 17, 16], [24, 24, 24], [24, 24, 24], [0.9, 0.6, 0.02], [0.05, 0.1, 0.8]], np.float32)[None]

zero = helper.make_node('ReduceMin', ['images'], ['darkest'], keepdims=0)
shift = helper.make_node('Mul', ['darkest', 'nothing'], ['none'])
answer = helper.make_node('Add', ['boxes', 'none'], ['output0'])
graph = helper.make_graph(
    [zero, shift, answer], 'toy', [helper.make_tensor_value_info('images', TensorProto.FLOAT, [1, 3, 64, 64])],
    [helper.make_tensor_value_info('output0', TensorProto.FLOAT, [1, 6, 3])],
    [numpy_helper.from_array(BOXES, 'boxes'), numpy_helper.from_array(np.zeros((), np.float32), 'nothing')],
)
model = helper.make_model(graph, producer_name='histocorpus', opset_imports=[helper.make_opsetid('', 17)], ir_version=9)
out = Path(__file__).resolve().parents[3] / 'detectors/toy/yolo.onnx'
out.parent.mkdir(exist_ok=True)
onnx.save(model, out)
