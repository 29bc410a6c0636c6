"""Writes models/probe/matmul.onnx and conv.onnx, for models/session.ts and its test: 8-bit products whose sums do not fit 16 bits.

    .venv/bin/python trainer/curation/toy_products.py

All weights are 127 over 64 inputs, as dynamic quantisation (MatMulInteger) and as static (QDQ around Conv) write them:
where all inputs are 255, every output is 255 * 127 * 64.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

DEPTH, WEIGHT = 64, 127
OUT = Path(__file__).resolve().parents[2] / 'models/probe'


def save(name, nodes, inputs, outputs, constants):
    graph = helper.make_graph(nodes, name, inputs, outputs, [numpy_helper.from_array(value, key) for key, value in constants.items()])
    model = helper.make_model(graph, producer_name='histocorpus', opset_imports=[helper.make_opsetid('', 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, OUT / f'{name}.onnx')


OUT.mkdir(exist_ok=True)
save(
    'matmul', [helper.make_node('MatMulInteger', ['bytes', 'weights'], ['sums'])],
    [helper.make_tensor_value_info('bytes', TensorProto.UINT8, [1, DEPTH])],
    [helper.make_tensor_value_info('sums', TensorProto.INT32, [1, 8])],
    {'weights': np.full((DEPTH, 8), WEIGHT, np.int8)},
)
save(
    'conv', [
        helper.make_node('DequantizeLinear', ['bytes', 'one', 'none'], ['inputs']),
        helper.make_node('DequantizeLinear', ['weights', 'one', 'nothing'], ['kernel']),
        helper.make_node('Conv', ['inputs', 'kernel'], ['plain']),
        helper.make_node('QuantizeLinear', ['plain', 'step', 'none'], ['levels']),
        helper.make_node('DequantizeLinear', ['levels', 'step', 'none'], ['sums']),
    ],
    [helper.make_tensor_value_info('bytes', TensorProto.UINT8, [1, DEPTH, 2, 2])],
    [helper.make_tensor_value_info('sums', TensorProto.FLOAT, [1, 8, 2, 2])],
    {
        'weights': np.full((8, DEPTH, 1, 1), WEIGHT, np.int8), 'one': np.float32(1), 'none': np.uint8(0), 'nothing': np.int8(0),
        'step': np.float32(255 * WEIGHT * DEPTH / 200),
    },
)
