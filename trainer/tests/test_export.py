"""Acceptance 13: graphs run at other sizes than traced, Node gives what Python gives. 14: no torchvision needed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from make_shards import sample

from coca.checkpoint import load_model, save_model
from coca.export import example_ids, export_onnx, verify
from coca.generate import pad_captions
from coca.model import CoCa
from coca.tokenizer import train_tokenizer
from coca.transforms import decode, fit, normalise

TRAINER = Path(__file__).parent.parent


@pytest.fixture(scope='module')
def exported(tmp_path_factory, micro):
    folder = tmp_path_factory.mktemp('model')
    torch.manual_seed(0)
    tokenizer = train_tokenizer([f'{c} tissue, striped or dotted' for c in ('pink', 'violet', 'brown', 'teal')], 320, 24)
    config = micro.replace(vocab=320, image=32)
    model = CoCa(config.shape)
    save_model(folder, model.state_dict(), config, tokenizer, 'card')
    return folder, export_onnx(load_model(folder)[0], folder / 'onnx')


def test_graphs_agree_with_pytorch_at_sizes_they_were_not_traced_with(exported):
    _, differences = exported
    assert set(differences) == {'vision_model', 'text_model'} and max(differences.values()) < 1e-4


def test_a_graph_that_disagrees_is_refused(exported, micro):
    folder, _ = exported
    torch.manual_seed(1)
    other = CoCa(load_model(folder)[2].shape).eval()
    from coca.export import Vision

    with pytest.raises(AssertionError, match='differs from PyTorch'):
        verify(folder / 'onnx' / 'vision_model.onnx', Vision(other), [torch.randn(1, 3, 32, 32)])


def test_more_padding_changes_nothing_in_onnx(exported):
    import onnxruntime

    folder, _ = exported
    session = onnxruntime.InferenceSession(str(folder / 'onnx' / 'text_model.onnx'))
    ids = example_ids(load_model(folder)[0], 3, 12).numpy()
    short = session.run(['embeds'], {'input_ids': ids})[0]
    longer = session.run(['embeds'], {'input_ids': np.pad(ids, ((0, 0), (0, 9)))})[0]
    assert np.abs(short - longer).max() < 1e-6


@torch.no_grad()
def test_features_and_embeds_are_what_they_are_called(exported):
    folder, _ = exported
    model, tokenizer, config = load_model(folder)
    features, embeds = model.encode_text(pad_captions([tokenizer.encode('pink tissue')]))
    assert features.shape[1] == config.shape.text.width and embeds.shape[1] == config.shape.embed
    assert float(embeds.norm()) == pytest.approx(1) and float(features.norm()) != pytest.approx(1)


@pytest.mark.skipif(shutil.which('node') is None or not (TRAINER.parent / 'node_modules').exists(), reason='needs node and npm ci')
@torch.no_grad()
def test_node_gives_what_python_gives_end_to_end(exported, tmp_path):
    folder, _ = exported
    model, tokenizer, config = load_model(folder)
    asked, expected = [], []
    for i in range(3):
        picture = tmp_path / f'{i}.jpg'
        picture.write_bytes(sample(i, 90 + 13 * i)[0])
        pixels = torch.from_numpy(fit(decode(picture.read_bytes()), config.shape.vision.image))[None]
        asked.append({'image': str(picture)})
        expected.append(model.encode_image(normalise(pixels))[1][0].numpy())
    for text in ('Violet tissue, ΣΟΦΟΣ <|end|>', 'brown ' * 60):
        asked.append({'text': text})
        expected.append(model.encode_text(pad_captions([tokenizer.encode(text)]))[1][0].numpy())
    told = subprocess.run(
        ['node', '--import', 'tsx', 'matchers/embed/lines.ts', folder],
        cwd=TRAINER.parent, input='\n'.join(map(json.dumps, asked)), capture_output=True, text=True, check=True,
    )  # fmt: skip
    actual = [json.loads(line)['embeds'] for line in told.stdout.splitlines()]
    assert len(actual) == len(expected)
    for a, e in zip(actual, expected):
        assert float(np.dot(a, e)) > 0.9999


@pytest.mark.parametrize('stub', [None, 'raise RuntimeError("operator torchvision::nms does not exist")'])
def test_imports_with_torchvision_absent_or_broken(tmp_path, stub):
    if stub:
        (tmp_path / 'torchvision').mkdir()
        (tmp_path / 'torchvision' / '__init__.py').write_text(stub)
    else:
        (tmp_path / 'torchvision.py').write_text('raise ModuleNotFoundError("No module named torchvision")')
    code = 'import coca.train, coca.caption, coca.pretrain_text, coca.pretrain_vision, coca.start, evals.evaluate; print("fine")'
    env = {**os.environ, 'PYTHONPATH': os.pathsep.join([str(tmp_path), str(TRAINER)])}
    told = subprocess.run([sys.executable, '-c', code], env=env, capture_output=True, text=True)
    assert told.stdout.strip() == 'fine', told.stderr


def test_file_names_are_those_of_transformers_js(exported):
    folder, _ = exported
    names = {p.name for p in folder.iterdir()} | {p.name for p in (folder / 'onnx').iterdir()}
    assert {'config.json', 'tokenizer.json', 'tokenizer_config.json', 'preprocessor_config.json', 'vision_model.onnx', 'text_model.onnx'} <= names
