"""Golden answers for models/wordpiece.ts, from the `tokenizers` package on the shipped vocabulary.

    .venv/bin/python trainer/curation/text/wordpiece_golden.py

Writes models/wordpiece.golden.json: texts of this project's own making (no corpus text), their ids
and offsets. Offsets are turned from code points into UTF-16 code units, which is what JavaScript counts.
"""

import json
import random
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

root = Path(__file__).resolve().parents[3]
vocabulary = root / 'models/caption-tagger/vocab.txt'
# Built without special tokens: `[SEP]` written in a caption is plain text.
vocab = {piece: i for i, piece in enumerate(vocabulary.read_text('utf-8').splitlines())}
tokenizer = Tokenizer(WordPiece(vocab, unk_token='[UNK]', max_input_chars_per_word=100))
tokenizer.normalizer = BertNormalizer(lowercase=True)
tokenizer.pre_tokenizer = BertPreTokenizer()

texts = [
    '',
    ' ',
    '(A) H&E, ×200; (B) anti-CD3 IHC.',
    'Immunohistochemistry: Ki-67+ cells in the naïve Müller glia (scale bar = 50 µm).',
    'Café cafe\u0301 CAFÉ \u0130stanbul \u01c5 ﬁbrosis',
    'α-SMA, β₂-microglobulin, 10⁻³ M, 37 °C, p < 0.05, ± SEM',
    'soft\u00adhyphen zero\u200bwidth no\u00a0break line\u2028sep tab\there\r\nend\x07bell\ufffd',
    '病理 tissue 组织 mixed漢字and latin',
    '한글 조직 ขน ไทย हिन्दी العربية עברית',
    'emoji 🔬 microscope 𝛼 math 𝐀 bold 👩‍🔬 joined',
    'a' * 100 + ' ' + 'b' * 101,
    'don’t “quote” — dash – en ‐ hyphen … dots',
    '[SEP] [CLS] [MASK] literal ##ing $5 ~ ^ | ` <b>',
    'ẞtraße ǅ ŒUVRE Ångström ﬀ ℌ Ⅷ ½ ㎜',
    'x' * 60 + '\u0301' * 3 + '-' + '_' * 4,
    '\ud7a3 \u1100\u1161 e\u0323\u0301 \u0301lead',
]
random.seed(7)
alphabet = list('abcdeXYZ019 -(),.&×µ°éÜñßİ漢 \t\u00a0\u200b\u0301🔬α') + ['tumor', 'carcinoma', 'stain']
for _ in range(60):
    texts.append(''.join(random.choice(alphabet) for _ in range(random.randint(1, 40))))


def units(text, index):
    return len(text[:index].encode('utf-16-le')) // 2


golden = []
for text in texts:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    golden.append(
        {
            'text': text,
            'ids': encoding.ids,
            'starts': [units(text, start) for start, _ in encoding.offsets],
            'ends': [units(text, end) for _, end in encoding.offsets],
            'words': encoding.word_ids,
        }
    )
out = root / 'models/wordpiece.golden.json'
out.write_text(json.dumps(golden, ensure_ascii=True, indent=None).replace('}, {', '},\n {') + '\n')
print(f'{len(golden)} texts to {out.relative_to(root)}')
