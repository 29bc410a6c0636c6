"""Export the trained models to ONNX: float for comparison, int8 (static QDQ, per channel, U8 activations, S8 weights) to ship.

    python trainer/curation/detector/export.py classifier .training/detector/classifier --out models/panel-classifier
    python trainer/curation/detector/export.py onestage .training/detector/onestage --out models/panel-detector
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from compose import Composer, Pool
from crops import sample
from net import ZERO, CropClassifier, folded_stem
from onestage import SIDE, OneStage, letterbox


class Bytes(torch.nn.Module):
    """
    Takes the picture as it lies in memory, uint8 [B, H, W, 3]; scaling and normalisation lie in the first convolution. As
    nodes of their own they cost a fifth to a quarter of the int8 network. Only the padding changes: ZERO is not each channel's mean.
    """

    def __init__(self, model):
        super().__init__()
        self.model = model
        stem = model.backbone.stem
        stem.weight.data, stem.bias.data = folded_stem(stem.weight.data, stem.bias.data)

    def forward(self, pixels):
        return self.model((pixels.float() - ZERO).permute(0, 3, 1, 2))


def feed_bytes(path):
    """Gives the first convolution the bytes themselves: its quantised input is the picture, at scale 1 and zero point ZERO."""
    model = onnx.load(path)
    graph = model.graph
    makers = {output: node for node in graph.node for output in node.output}
    values = {value.name: onnx.numpy_helper.to_array(value) for value in graph.initializer}
    stem = next(n for n in graph.node if n.op_type == 'Conv' and 'stem' in n.input[1])
    dequantize = makers[stem.input[0]]
    _, scale, zero = dequantize.input
    assert values[scale] == 1 and values[zero] == ZERO, 'calibrate with black and white pixels'
    spare, ends = set(), [dequantize.input[0]]
    while ends:
        node = makers.get(ends.pop())
        if node is not None:
            spare.add(node.name)
            ends += node.input
    transpose = onnx.helper.make_node('Transpose', ['pixels'], ['planes'], name='planes', perm=[0, 3, 1, 2])
    dequantize.input[0] = 'planes'
    nodes = [transpose, *(node for node in graph.node if node.name not in spare)]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def half(stack):
    """The glance of the detector: means of 2 x 2 pixels. [B, 160, 160, 3] -> [B, 80, 80, 3]"""
    b, h, w, c = stack.shape
    return stack.reshape(b, h // 2, 2, w // 2, 2, c).mean((2, 4)).round().astype(np.uint8)


class Reader(CalibrationDataReader):
    def __init__(self, stacks):
        self.stacks = iter(stacks)

    def get_next(self):
        stack = next(self.stacks, None)
        return None if stack is None else {'pixels': stack}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('model', choices=['classifier', 'onestage'])
    parser.add_argument('weights', type=Path)
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--calibration', default='MinMax')
    options = parser.parse_args()
    torch.set_num_threads(1)
    rng = np.random.default_rng(11)
    composer = Composer(Pool(splits=('train',)))
    if options.model == 'classifier':
        model, side, outputs = CropClassifier(), 160, ['kinds', 'stains', 'image_features']
        crops = []
        while len(crops) < 384:
            crops += [c[0] for c in sample(rng, composer, {})]
        stacks = [np.stack(crops[i:i + 16]) for i in range(0, 384, 16)]
        stacks += [half(stack) for stack in stacks]
    else:
        model, side, outputs = OneStage(), SIDE, ['kinds', 'distances']
        figures = [letterbox((composer.real(rng) if i % 2 else composer.figure(rng))[0])[0] for i in range(96)]
        stacks = [np.stack(figures[i:i + 4]) for i in range(0, 96, 4)]
    stacks[0][0, 0, 0], stacks[0][0, 0, 1] = 0, 255  # the whole range of bytes, so that `feed_bytes` may
    model.load_state_dict(torch.load(options.weights / 'model.pt'))
    wrapped = Bytes(model).eval()
    options.out.mkdir(parents=True, exist_ok=True)
    plain = options.weights / 'float.onnx'
    free = {1: 'height', 2: 'width'} if options.model == 'classifier' else {}
    torch.onnx.export(
        wrapped, (torch.zeros(2, side, side, 3, dtype=torch.uint8),), plain, input_names=['pixels'], output_names=outputs,
        dynamic_axes={'pixels': {0: 'batch', **free}, **{name: {0: 'batch'} for name in outputs}}, opset_version=17, dynamo=False,
    )
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / 'ready.onnx'
        quant_pre_process(plain, ready, skip_symbolic_shape=True)
        graph = onnx.load(ready).graph
        # What leaves the network stays in float: the last matrix products and, in the detector, the last convolutions.
        last = [n.name for n in graph.node if n.op_type in ('Gemm', 'MatMul', 'ReduceMean')]
        if options.model == 'onestage':
            last += [n.name for n in graph.node if n.op_type == 'Conv' and n.output[0] in outputs]
        quantize_static(
            ready, options.out / 'model.onnx', Reader(stacks), quant_format=QuantFormat.QDQ, per_channel=True,
            activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, calibrate_method=getattr(CalibrationMethod, options.calibration),
            nodes_to_exclude=last, # Clip (ReLU6) goes into the scale of the convolution before it; left out, each would cost a pass over the map and,
            # with a scale that covers what is clipped away, most of the 256 levels.
            op_types_to_quantize=['Conv', 'Add', 'Clip'], extra_options={'ActivationSymmetric': False},
        )
    feed_bytes(options.out / 'model.onnx')
    print(options.out / 'model.onnx', (options.out / 'model.onnx').stat().st_size, 'bytes')


if __name__ == '__main__':
    main()
