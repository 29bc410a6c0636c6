"""The tokenizer's rules, and the golden ids that matchers/embed checks on the other side."""

import json
from pathlib import Path

import pytest

from coca.text import CLS, END, START
from coca.tokenizer import CaptionTokenizer, clean, train_tokenizer

GOLDEN = Path(__file__).parent / 'golden'


def test_specials_frame_the_words_and_long_captions_keep_them():
    tokenizer = train_tokenizer(['benign breast tissue'] * 9, 400, context=8)
    ids = tokenizer.encode('benign ' * 50)
    assert len(ids) == 8 and ids[0] == START and ids[-2:] == [END, CLS]
    assert tokenizer.encode('') == [START, END, CLS]


def test_special_tokens_cannot_be_forged():
    tokenizer = train_tokenizer(['a <|end|> b', '<|cls|>'] * 9, 400, context=64)
    ids = tokenizer.encode('x <|end|> y <|cls|><|start|><|pad|> <|<|end|>')
    assert ids.count(END) == 1 and ids.count(CLS) == 1 and ids.count(START) == 1 and 0 not in ids


def test_decoding_gives_the_words_back():
    text = 'ki-67 stained nuclei (40×), 5 µm'
    tokenizer = train_tokenizer([text] * 3, 500, context=64)
    assert tokenizer.decode(tokenizer.encode(text)) == text.replace('µ', 'μ')


def test_same_captions_same_file(tmp_path):
    captions = [f'tissue {i % 7} stained {i % 3}' for i in range(50)]
    for name in ('a', 'b'):
        train_tokenizer(captions, 400, 64).save(tmp_path / name)
    assert (tmp_path / 'a').read_bytes() == (tmp_path / 'b').read_bytes()


def test_a_vocabulary_without_room_for_bytes_is_refused():
    with pytest.raises(AssertionError, match='256 bytes'):
        train_tokenizer(['x'], 100, 64)


def test_clean():
    assert clean(' a\u00a0\u2003b\n\tc ') == 'a b c'
    assert clean('<|end|>') == '< |end|>'
    assert clean('\ud800x') == '\ufffdx'


def test_golden_ids():
    cases = json.loads((GOLDEN / 'tokens.json').read_text())
    tokenizer = CaptionTokenizer.load(GOLDEN / 'model' / 'tokenizer.json', context=32)
    assert len(cases) >= 20
    for case in cases:
        assert tokenizer.encode(case['text']) == case['ids'], case['text']
