"""ONNX image and text encoders, checked before they are believed.

    python -m coca export --model ../.training/tiny/model          # writes onnx/ into the model folder
    python -m coca export --model ../.training/tiny/model --int8   # and *_quantized.onnx beside them

onnx/vision_model.onnx   pixel_values [B, 3, S, S] float32, normalised -> features [B, E], embeds [B, E]
onnx/text_model.onnx     input_ids [B, L] int64, framed by coca.tokenizer -> features [B, D], embeds [B, E]

`features` come before the projection (probes, multiple-instance heads), `embeds` after it, at unit length (comparison).
File names are transformers.js's. Traced with batch 2, since a traced batch of 1 is silently frozen; both graphs are then
run at other sizes than the traced one and must agree with PyTorch, or no file is left behind.
"""

import argparse
import json
import logging
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.export import Dim

from coca.checkpoint import load_model
from coca.model import CoCa
from coca.text import CLS, END, PAD, START

OPSET = 18
TOLERANCE = 1e-3  # largest difference of an embedding's component; float32 graphs differ by about 1e-6


class Vision(nn.Module):
    def __init__(self, model: CoCa):
        super().__init__()
        self.model = model

    def forward(self, pixel_values: Tensor) -> tuple[Tensor, Tensor]:
        return self.model.encode_image(pixel_values)


class Text(nn.Module):
    def __init__(self, model: CoCa):
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor) -> tuple[Tensor, Tensor]:
        return self.model.encode_text(input_ids)


def example_ids(model: CoCa, batch: int, length: int, seed: int = 0) -> Tensor:
    """Captions of random words and different lengths, [B, length]."""
    dice = torch.Generator().manual_seed(seed)
    ids = torch.full((batch, length), PAD)
    for i, row in enumerate(ids):
        words = max(1, length - 3 - i)
        row[0] = START
        row[1 : 1 + words] = torch.randint(4, model.shape.text.vocab, (words,), generator=dice)
        row[1 + words], row[2 + words] = END, CLS
    return ids


def export_onnx(model: CoCa, folder: Path) -> dict[str, float]:
    """Writes both graphs and returns the largest difference to PyTorch seen for each."""
    folder.mkdir(parents=True, exist_ok=True)
    model = model.eval().float()
    side, context = model.shape.vision.image, model.shape.text.context
    batch, length = Dim('batch', min=1, max=4096), Dim('length', min=4, max=context)
    graphs = {
        'vision_model': (Vision(model), torch.randn(2, 3, side, side), {0: batch}, 'pixel_values'),
        'text_model': (Text(model), example_ids(model, 2, context - 1), {0: batch, 1: length}, 'input_ids'),
    }
    logging.getLogger('torch.onnx').setLevel(logging.ERROR)  # it regrets at length that there is no torchvision
    differences = {}
    for name, (module, example, dynamic, argument) in graphs.items():
        path = folder / f'{name}.onnx'
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter('ignore')
            torch.onnx.export(
                module, (example,), str(path), dynamo=True, opset_version=OPSET, dynamic_shapes=(dynamic,),
                input_names=[argument], output_names=['features', 'embeds'], external_data=False, verbose=False,
            )  # fmt: skip
        strip(path)
        others = [torch.randn(n, 3, side, side) for n in (1, 3, 5)]
        if name == 'text_model':
            others = [example_ids(model, n, length) for n, length in ((1, 5), (3, context), (4, context // 2))]
        try:
            differences[name] = verify(path, module, others)
        except AssertionError:
            path.unlink()
            raise
    return differences


def strip(path: Path) -> None:
    """Takes the exporter's notes out: source lines and folders of this machine, most of a small file's size."""
    import onnx

    model = onnx.load(path)
    notes = [model, model.graph, *model.graph.node, *model.graph.value_info, *model.graph.initializer]
    for part in (*notes, *model.graph.input, *model.graph.output, *model.functions):
        del part.metadata_props[:]
        part.doc_string = ''
    onnx.save(model, path)


@torch.no_grad()
def verify(path: Path, module: nn.Module, inputs: list[Tensor]) -> float:
    """Runs the file at other sizes than it was traced with and compares both outputs with PyTorch's."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=['CPUExecutionProvider'])
    worst = 0.0
    for x in inputs:
        actual = session.run(['features', 'embeds'], {session.get_inputs()[0].name: x.numpy()})
        for a, e in zip(actual, module(x)):
            assert a.shape == tuple(e.shape), f'{path.name} gives {a.shape} where PyTorch gives {tuple(e.shape)}'
            worst = max(worst, float(np.abs(a - e.numpy()).max()))
    assert worst < TOLERANCE, f'{path.name} differs from PyTorch by {worst:.1e}; it is not written'
    return worst


def quantise(folder: Path) -> dict[str, float]:
    """int8 weights, a quarter of the size. Returns file sizes in MB; measure retrieval before you use them."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    sizes = {}
    for name in ('vision_model', 'text_model'):
        out = folder / f'{name}_quantized.onnx'
        quantize_dynamic(folder / f'{name}.onnx', out, weight_type=QuantType.QInt8, op_types_to_quantize=['MatMul', 'Gemm'])
        sizes[out.name] = out.stat().st_size / 1e6
    return sizes


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser('coca export', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--model', required=True, help='model folder of a run')
    p.add_argument('--int8', action='store_true', help='also write quantised copies')
    args = p.parse_args(argv)
    folder = Path(args.model)
    model, _, _ = load_model(folder)
    for name, difference in export_onnx(model, folder / 'onnx').items():
        size = (folder / 'onnx' / f'{name}.onnx').stat().st_size / 1e6
        print(json.dumps({'file': f'{folder}/onnx/{name}.onnx', 'mb': round(size, 2), 'max_difference': difference}))
    if args.int8:
        print(json.dumps(quantise(folder / 'onnx')))


if __name__ == '__main__':
    main()
