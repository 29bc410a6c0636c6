"""The weights of a caption tagger that export.py wrote, to go on training from: 8-bit values times their scales."""

from pathlib import Path

import onnx
import torch

# The constant products of a layer in the order in which the graph makes them.
PRODUCTS = ('qkv', 'out', 'up', 'down')


def weights_of(path: Path, model: torch.nn.Module) -> dict[str, torch.Tensor]:
    """State dict for `model` (net.py, Tagger) from a model.onnx; raises where the file is of another shape."""
    graph = onnx.load(path).graph
    values = {value.name: torch.from_numpy(onnx.numpy_helper.to_array(value).copy()) for value in graph.initializer}

    def whole(name):
        """[rows, columns] as numbers; scales and zero points are one a column, or one for all."""
        stem = name.removesuffix('_quantized')
        return (values[name].float() - values[f'{stem}_zero_point'].float()) * values[f'{stem}_scale']

    products = [node.input[1] for node in graph.node if node.op_type == 'MatMulInteger']
    names = [f'layers.{layer}.{product}.weight' for layer in range(len(model.layers)) for product in PRODUCTS]
    assert len(products) == len(names), f'{path} has {len(products)} products, the tagger {len(names)}'
    state = {name: whole(product).T.contiguous() for name, product in zip(names, products)}
    head = next(node.input[1] for node in graph.node if node.op_type == 'MatMul' and node.input[1] in values)
    state['head.weight'] = values[head].T.contiguous()
    for name in model.state_dict():
        if name not in state:
            state[name] = values[name] if name in values else whole(f'{name}_quantized')
    return state
