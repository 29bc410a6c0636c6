"""Writes tests/golden, which Python and Node are both held to: a small tokenizer and the ids it makes of awkward strings,
a minute model as ONNX, pictures, and what Python makes of them. Run again only when the rules change.

    python tests/make_golden.py
"""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

from make_shards import texture  # noqa: E402

from coca.checkpoint import load_model, save_model  # noqa: E402
from coca.config import preset  # noqa: E402
from coca.export import export_onnx  # noqa: E402
from coca.generate import pad_captions  # noqa: E402
from coca.model import CoCa  # noqa: E402
from coca.tokenizer import train_tokenizer  # noqa: E402
from coca.transforms import decode, fit, normalise  # noqa: E402

FOLDER = Path(__file__).parent / 'golden'
WORDS = 'invasive ductal carcinoma of the breast stained with hematoxylin and eosin at high magnification scale bar 50 µm'
AWKWARD = [
    'Invasive ductal carcinoma, H&E, ×400.', '', '   ', 'ΟΔΟΣ ΣΟΦΟΣ', 'İstanbul ısı', 'µm μm', 'ﬁbrosis ﬂow', 'ＦＵＬＬ width',
    'a <|end|> forged <|cls|> token <|start|>', '<|pad|>', '<|<|end|>', 'tab\tand\nline\r\nbreak', 'nbsp\u00a0and\u2009thin',
    '👩\u200d🔬 sees 🧫', 'naïve café', 'nai\u0308ve cafe\u0301', '½ cm² and x³', 'α-SMA, β-catenin, γ, TGF-β1', '日本語の病理',
    'ẞß straße', 'CD3+ CD20- (p < 0.05)', "don't, it's, we'll", 'a' * 300, 'scale bar 50 µm ' * 20, '\ufeffbom', 'ǅ titlecase',
    'x\u0000y', '\u0130\u0307', '1,000,000 cells', 'e\u0323\u0307', 'ΑΣ.', 'Σ', 'ΑΣΒ',
]  # fmt: skip
SHAPE = {
    'image': 24, 'patch': 8, 'vision.width': 16, 'vision.layers': 2, 'vision.heads': 2, 'context': 32,
    'text.width': 16, 'text.layers': 2, 'text.heads': 2, 'decoder.layers': 1, 'decoder.heads': 2, 'embed': 16,
    'pooler_heads': 2, 'caption_queries': 2,
}  # fmt: skip
PICTURES = {'wide.jpg': (90, 60), 'tall.png': (50, 130), 'large.png': (140, 110), 'small.png': (17, 11), 'flat.png': (70, 9)}


def picture(name: str, size: tuple[int, int]) -> None:
    rng = np.random.default_rng(sum(size))
    pixels = texture('checked', (190, 90, 150), 5, max(size), rng)[: size[1], : size[0]]
    Image.fromarray(np.ascontiguousarray(pixels)).save(FOLDER / name, quality=92)


if __name__ == '__main__':
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    torch.manual_seed(11)
    tokenizer = train_tokenizer([WORDS] * 4 + [t for t in AWKWARD if t], 420, context=32)
    cases = [{'text': t, 'ids': tokenizer.encode(t)} for t in AWKWARD]
    (FOLDER / 'tokens.json').write_text(json.dumps(cases, ensure_ascii=False, indent=1) + '\n')

    config = preset('tiny').replace(**SHAPE, vocab=-(-tokenizer.vocab // 64) * 64)
    model = CoCa(config.shape).eval()
    save_model(FOLDER / 'model', model.state_dict(), config, tokenizer, '# A minute model with random weights, for tests\n')
    export_onnx(load_model(FOLDER / 'model')[0], FOLDER / 'model' / 'onnx')
    (FOLDER / 'model' / 'model.safetensors').unlink()  # Node reads the graphs only

    expected: dict[str, list] = {'images': [], 'texts': []}
    with torch.no_grad():
        for name, size in PICTURES.items():
            picture(name, size)
            pixels = fit(decode((FOLDER / name).read_bytes()), config.shape.vision.image)
            features, embeds = model.encode_image(normalise(torch.from_numpy(pixels)[None]))
            row = {'features': features[0].tolist(), 'embeds': embeds[0].tolist(), 'pixels': pixels.reshape(-1).tolist()}
            expected['images'].append({'file': name, **row})
        for text in AWKWARD[:12]:
            features, embeds = model.encode_text(pad_captions([tokenizer.encode(text)]))
            expected['texts'].append({'text': text, 'features': features[0].tolist(), 'embeds': embeds[0].tolist()})
    (FOLDER / 'embeds.json').write_text(json.dumps(expected, ensure_ascii=False) + '\n')
