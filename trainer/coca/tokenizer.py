"""Captions to ids: byte-level BPE trained on the corpus's own captions, one tokenizer.json for Python and Node.

    python -m coca tokenizer --data ../demo-shards --vocab 2048 --out tokenizer.json

The file holds every rule, and three of them are there so that both languages agree to the last id (golden-tested):
  - capital sigma is replaced before lowercasing, since JavaScript makes a word-final one another letter than Rust does;
  - truncation is done here and in matchers/embed, since the JavaScript library ignores the field;
  - special tokens cannot be forged: `clean` breaks every `<|` a caption may contain.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from coca.text import CLS, END, PAD, START

SPECIALS = ['<|pad|>', '<|start|>', '<|end|>', '<|cls|>']  # ids 0, 1, 2, 3
assert [PAD, START, END, CLS] == [0, 1, 2, 3]

# Spelled out, since \s differs between Python and JavaScript.
SPACES = re.compile('[\t\n\x0b\x0c\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+')
SURROGATES = re.compile('[\ud800-\udfff]')


def clean(text: str) -> str:
    """What every caption and prompt goes through before encoding. matchers/embed/tokens.ts does the same."""
    text = SURROGATES.sub('\ufffd', text)
    return SPACES.sub(' ', text).strip(' ').replace('<|', '< |')


class CaptionTokenizer:
    def __init__(self, tokenizer: Tokenizer, context: int):
        self.tokenizer, self.context = tokenizer, context

    @staticmethod
    def load(path: str | Path, context: int) -> 'CaptionTokenizer':
        return CaptionTokenizer(Tokenizer.from_file(str(path)), context)

    def save(self, path: str | Path) -> None:
        self.tokenizer.save(str(path))

    @property
    def vocab(self) -> int:
        return self.tokenizer.get_vocab_size()

    def encode(self, text: str) -> list[int]:
        """start, at most context - 3 tokens, end, CLS. Not padded."""
        ids = self.tokenizer.encode(clean(text), add_special_tokens=False).ids
        return [START, *ids[: self.context - 3], END, CLS]

    def decode(self, ids: Iterable[int]) -> str:
        return self.tokenizer.decode([i for i in ids if i < self.vocab], skip_special_tokens=True).strip()


def train_tokenizer(captions: Iterable[str], vocab: int, context: int) -> CaptionTokenizer:
    """Learns at most `vocab` tokens (special tokens and 256 bytes included). Same captions, same file."""
    assert vocab >= 300, 'a byte-level vocabulary needs 256 bytes, 4 special tokens and some merges: ask for >= 300'
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace('\u03a3', '\u03c3'), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab,
        special_tokens=SPECIALS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator((clean(c) for c in captions), trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single='<|start|> $A <|end|> <|cls|>',
        special_tokens=[('<|start|>', START), ('<|end|>', END), ('<|cls|>', CLS)],
    )
    return CaptionTokenizer(tokenizer, context)
