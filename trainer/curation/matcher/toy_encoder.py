"""Writes the smallest CLIP-style encoder, for the test of matchers/encoder.ts.

    .venv/bin/python trainer/curation/matcher/toy_encoder.py matchers/toy

A picture's vector is its mean colour, a text's the mean of the colours of its words. The test
itself writes the tokenizer and the manifest.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
F, I = TensorProto.FLOAT, TensorProto.INT64
# Words by id: unknown, pink, brown, blue, end.
colours = np.array([[0, 0, 0], [2, -1, 1], [1, 0, -2], [-2, -1, 2], [0, 0, 0]], np.float32)  # [5, 3]


def save(name, nodes, inputs, outputs, constants):
    graph = helper.make_graph(nodes, name, inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    (out / f"{name}.onnx").write_bytes(model.SerializeToString())


save(
    "vision",
    [helper.make_node("ReduceMean", ["pixel_values"], ["image_embeds"], axes=[2, 3], keepdims=0)],
    [helper.make_tensor_value_info("pixel_values", F, [1, 3, "h", "w"])],
    [helper.make_tensor_value_info("image_embeds", F, [1, 3])],
    [],
)
save(
    "text",
    [
        helper.make_node("Gather", ["colours", "input_ids"], ["words"]),
        helper.make_node("ReduceMean", ["words"], ["text_embeds"], axes=[1], keepdims=0),
    ],
    [helper.make_tensor_value_info("input_ids", I, [1, "n"])],
    [helper.make_tensor_value_info("text_embeds", F, [1, 3])],
    [numpy_helper.from_array(colours, "colours")],
)
