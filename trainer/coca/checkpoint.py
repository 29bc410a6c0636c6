"""Checkpoints that are whole or absent, and the folder a trained model leaves in.

    RUN/step-000200.pt   everything to go on from: weights, optimiser, randomness, position in the data, config
    RUN/latest           name of the newest whole one
    RUN/model/           what others load: config.json, model.safetensors, tokenizer.json, preprocessor_config.json
"""

import json
import os
import platform
import shutil
import subprocess
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.distributed.checkpoint.state_dict import StateDictOptions, get_model_state_dict, get_state_dict, set_state_dict

from coca.config import Config
from coca.distributed import rank
from coca.model import CoCa
from coca.tokenizer import CaptionTokenizer
from coca.transforms import preprocessor

FULL = StateDictOptions(full_state_dict=True, cpu_offload=True)


def write_whole(path: Path, write) -> None:
    """Writes beside, syncs, renames: a power cut leaves the old file or the new one, and an error leaves no rest."""
    part = path.with_name(f'.{path.name}.{os.getpid()}.part')
    try:
        write(part)
        part.chmod(0o644)  # safetensors writes for its owner alone
        with open(part, 'rb') as file:
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def save_checkpoint(run: Path, model: nn.Module, optimiser: torch.optim.Optimizer, step: int, keep: int = 3, **rest) -> Path:
    """Saves on rank 0; every rank must call (sharded weights are gathered). Keeps the newest `keep`."""
    weights, moments = get_state_dict(model, optimiser, options=FULL)
    path = run / f'step-{step:06d}.pt'
    if rank() == 0:
        state = {'step': step, 'model': weights, 'optimiser': moments, 'torch_rng': torch.get_rng_state(), **rest}
        run.mkdir(parents=True, exist_ok=True)
        for rest_of_a_killed_run in run.glob('.step-*.part'):
            rest_of_a_killed_run.unlink()
        write_whole(path, lambda part: torch.save(state, part))
        write_whole(run / 'latest', lambda part: part.write_text(path.name))
        for old in sorted(run.glob('step-*.pt'))[:-keep]:
            old.unlink()
    return path


def whole_weights(model: nn.Module) -> dict[str, Tensor]:
    """All weights on the CPU, put together where they are sharded: every rank must ask, rank 0 gets them."""
    return get_model_state_dict(model, options=FULL)


def latest(run: Path) -> Path | None:
    pointer = run / 'latest'
    return run / pointer.read_text().strip() if pointer.exists() else None


def load_checkpoint(path: Path, model: nn.Module, optimiser: torch.optim.Optimizer) -> dict:
    """Puts everything back where it was and returns the rest (step, position, config, ...)."""
    state = torch.load(path, map_location='cpu', weights_only=True)
    weights, moments = state.pop('model'), state.pop('optimiser')
    set_state_dict(model, optimiser, model_state_dict=weights, optim_state_dict=moments, options=FULL)
    torch.set_rng_state(state['torch_rng'])
    return state


def environment() -> dict:
    """What a number depends on besides the config."""
    git = shutil.which('git') and subprocess.run(
        ['git', 'describe', '--always', '--dirty'], capture_output=True, text=True, cwd=Path(__file__).parent
    )
    device = torch.cuda.get_device_name() if torch.cuda.is_available() else platform.processor() or platform.machine()
    return {
        'git': git.stdout.strip() if git else '',
        'torch': torch.__version__,
        'python': platform.python_version(),
        'device': device,
        'threads': torch.get_num_threads(),
    }


def save_model(folder: Path, weights: dict, config: Config, tokenizer: CaptionTokenizer, card: str) -> None:
    """The folder that `load_model`, `coca caption`, `coca export` and third parties read."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {n: w.detach().cpu().contiguous() for n, w in weights.items()}
    write_whole(folder / 'model.safetensors', lambda part: save_file(tensors, part, {'format': 'pt'}))
    text = json.dumps({'model_type': 'coca', **json.loads(config.to_json())}, indent=2)
    write_whole(folder / 'config.json', lambda part: part.write_text(text))
    write_whole(folder / 'tokenizer.json', lambda part: tokenizer.save(part))
    limits = {'model_max_length': config.shape.text.context, 'pad_token': '<|pad|>', 'tokenizer_class': 'PreTrainedTokenizerFast'}
    (folder / 'tokenizer_config.json').write_text(json.dumps(limits, indent=2))
    (folder / 'preprocessor_config.json').write_text(json.dumps(preprocessor(config.shape.vision.image), indent=2))
    (folder / 'README.md').write_text(card)


def model_of(config: Config, weights: dict[str, Tensor]) -> CoCa:
    """A model that holds these very tensors, ready for inference. No random weights are drawn on the way."""
    with torch.device('meta'):
        model = CoCa(config.shape, sigmoid=config.schedule.contrastive == 'sigmoid')
    model.load_state_dict(weights, assign=True)
    return model.eval()


def load_model(folder: str | Path) -> tuple[CoCa, CaptionTokenizer, Config]:
    """A trained model, ready for inference. The folder is RUN/model of a training."""
    folder = Path(folder)
    assert (folder / 'config.json').exists(), f'{folder} is no model folder: point at RUN/model of a training run'
    config = Config.from_json((folder / 'config.json').read_text())
    model = model_of(config, load_file(folder / 'model.safetensors'))
    return model, CaptionTokenizer.load(folder / 'tokenizer.json', config.shape.text.context), config
