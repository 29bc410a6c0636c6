"""The shape of a model and the schedule of its training: plain dataclasses that round-trip to JSON.

Three presets. `conch-b16` is the paper's model and schedule, every value with its source; `small` is for one GPU
or a patient CPU; `tiny` is for a look and for tests. A config is saved inside each checkpoint and each exported model.

Sources: [P] CONCH, Nat Med 30:863 (2024, PMC11384335), Methods, "Visual-language pretraining"; [C] the released model's
configuration, conch_ViT-B-16.json of mahmoodlab/CONCH.
"""

import dataclasses
import json
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Vision:
    image: int = 448  # input side in pixels
    patch: int = 16
    width: int = 768
    layers: int = 12
    heads: int = 12


@dataclass(frozen=True)
class Text:
    context: int = 128  # tokens, with start, end and CLS
    vocab: int = 32007
    width: int = 768
    layers: int = 12
    heads: int = 12


@dataclass(frozen=True)
class Decoder:
    layers: int = 12  # pairs of a self-attention and a cross-attention block, each with an MLP of its own
    heads: int = 12


@dataclass(frozen=True)
class Shape:
    """Everything that decides the parameters. Widths are features, `image` and `patch` pixels."""

    vision: Vision = field(default_factory=Vision)
    text: Text = field(default_factory=Text)
    decoder: Decoder = field(default_factory=Decoder)
    embed: int = 512  # width of the shared image-text space
    pooler_heads: int = 8
    contrast_queries: int = 1
    caption_queries: int = 256


@dataclass(frozen=True)
class Schedule:
    """How it is trained. `-1` means off."""

    epochs: float = 40.0
    batch: int = 1536  # samples an optimiser step sees, over all ranks and accumulation
    micro: int = 384  # samples a rank pushes through at once; accumulation = batch / (micro * ranks)
    lr: float = 1e-4
    warmup: int = 250  # optimiser steps
    beta1: float = 0.9
    beta2: float = 0.999
    weight_decay: float = 0.2
    clip: float = 1.0  # global gradient norm
    contrastive_weight: float = 1.0
    caption_weight: float = 1.0
    contrastive: str = 'softmax'  # or 'sigmoid' (SigLIP, arXiv 2303.15343)
    ema: float = -1.0  # decay of the averaged weights
    augment: str = 'none'  # or 'crop': random resized crop and flips


@dataclass(frozen=True)
class Config:
    name: str
    shape: Shape
    schedule: Schedule

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=2)

    @staticmethod
    def from_json(text: str) -> 'Config':
        raw = json.loads(text)
        shape = raw['shape']
        return Config(
            name=raw['name'],
            shape=Shape(
                **{
                    **shape,
                    'vision': Vision(**shape['vision']),
                    'text': Text(**shape['text']),
                    'decoder': Decoder(**shape['decoder']),
                }
            ),
            schedule=Schedule(**raw['schedule']),
        )

    def replace(self, **changes) -> 'Config':
        """Config with changed fields, named by their own names: `replace(epochs=2, context=64)`.

        A name that two parts share (layers, heads, width) is written with its part: `vision.layers`.
        """
        return _replace(self, changes)


def _replace(node, changes: dict):
    """Sets each named field where it lives; asserts that the name exists and is meant unambiguously."""
    parts = {'': node, 'shape': node.shape, 'schedule': node.schedule}
    parts |= {name: getattr(node.shape, name) for name in ('vision', 'text', 'decoder')}
    new: dict[str, dict] = {name: {} for name in parts}
    for key, value in changes.items():
        part, _, name = key.rpartition('.')
        owners = [p for p, n in parts.items() if name in {f.name for f in dataclasses.fields(n)} and (not part or p == part)]
        owners = [p for p in owners if not (p == 'shape' and name in ('vision', 'text', 'decoder'))]
        assert owners, f'no setting is called {key!r}; see trainer/coca/config.py for the names'
        assert len(owners) == 1, f'{key!r} is ambiguous: write one of {[f"{p}.{name}" for p in owners]}'
        old = getattr(parts[owners[0]], name)
        new[owners[0]][name] = type(old)(value)
    towers = {name: dataclasses.replace(parts[name], **new[name]) for name in ('vision', 'text', 'decoder')}
    shape = dataclasses.replace(node.shape, **new['shape'], **towers)
    schedule = dataclasses.replace(node.schedule, **new['schedule'])
    return dataclasses.replace(node, shape=shape, schedule=schedule, **new[''])


def conch_b16() -> Config:
    return Config(
        name='conch-b16',
        shape=Shape(
            vision=Vision(image=448, patch=16, width=768, layers=12, heads=12),  # [C] ViT-B/16, [P] 448 px
            text=Text(context=128, vocab=32007, width=768, layers=12, heads=12),  # [C], [P] 128 tokens
            decoder=Decoder(layers=12, heads=12),  # [C]
            embed=512,  # [C]
            pooler_heads=8,  # [C]
            contrast_queries=1,  # [C]
            caption_queries=256,  # [C]
        ),
        schedule=Schedule(
            epochs=40,  # [P]
            batch=1536,  # [P] 48 x 8 GPUs x accumulation 4
            micro=384,  # ours: one H200 without recomputation; the paper had 48 a GPU
            lr=1e-4,  # [P] peak, cosine
            warmup=250,  # [P]
            beta1=0.9,  # [P]
            beta2=0.999,  # [P]
            weight_decay=0.2,  # [P]
            clip=1.0,  # ours; the paper names none
            contrastive_weight=1.0,  # [P] equal weights
            caption_weight=1.0,  # [P]
            contrastive='softmax',  # [P]
            ema=-1.0,  # ours; the paper names none
            augment='none',  # [P] resize and centre crop
        ),
    )


def small() -> Config:
    """ViT-S/16 at 224 px with half the layers of text: 68 M parameters. Values ours."""
    return Config(
        name='small',
        shape=Shape(
            vision=Vision(image=224, patch=16, width=384, layers=12, heads=6),
            text=Text(context=128, vocab=16384, width=384, layers=6, heads=6),
            decoder=Decoder(layers=6, heads=6),
            embed=384,
            pooler_heads=6,
            caption_queries=64,
        ),
        schedule=Schedule(epochs=40, batch=256, micro=64, lr=5e-4, warmup=200, weight_decay=0.1, beta2=0.98),
    )


def tiny() -> Config:
    """64 px, 2.7 M parameters: learns a demo corpus on two CPU cores in a minute. Values ours."""
    return Config(
        name='tiny',
        shape=Shape(
            vision=Vision(image=64, patch=8, width=128, layers=4, heads=4),
            text=Text(context=64, vocab=2048, width=128, layers=2, heads=4),
            decoder=Decoder(layers=2, heads=4),
            embed=128,
            pooler_heads=4,
            caption_queries=16,
        ),
        schedule=Schedule(epochs=20, batch=32, micro=32, lr=1e-3, warmup=20, weight_decay=0.05, beta2=0.98),
    )


PRESETS = {'conch-b16': conch_b16, 'small': small, 'tiny': tiny}


def preset(name: str) -> Config:
    assert name in PRESETS, f'no preset {name!r}; there are {", ".join(PRESETS)}'
    return PRESETS[name]()
