"""Text to word pieces: `[CLS] caption [SEP] title. abstract [SEP]`, cut as models/text-classifier.ts cuts."""

from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

CLS, SEP, MASK, UNK = 101, 102, 103, 100
CAPTION, ARTICLE = 112, 96  # pieces kept of each


def tokenizer(vocabulary: Path) -> Tokenizer:
    pieces = {piece: i for i, piece in enumerate(vocabulary.read_text('utf-8').splitlines())}
    made = Tokenizer(WordPiece(pieces, unk_token='[UNK]', max_input_chars_per_word=100))
    made.normalizer, made.pre_tokenizer = BertNormalizer(lowercase=True), BertPreTokenizer()
    return made


def encode(made: Tokenizer, caption: str, article: str) -> tuple[list[int], list[int]]:
    """ids and types, without padding."""
    first = made.encode(caption, add_special_tokens=False).ids[:CAPTION]
    second = made.encode(article, add_special_tokens=False).ids[:ARTICLE]
    ids = [CLS, *first, SEP] + ([*second, SEP] if second else [])
    return ids, [0] * (len(first) + 2) + [1] * (len(ids) - len(first) - 2)
