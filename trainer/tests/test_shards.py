"""Acceptance 8 and the reader's manners: WebDataset's naming, filters, corrupt members, refusals, exact order, resume."""

import io
import shutil
import tarfile

import numpy as np
import pytest
from make_shards import write

from coca.loader import Samples, check_shards, each_once, training_batches
from coca.shards import Reader, ShardError, group_of, open_index
from coca.tokenizer import train_tokenizer


@pytest.fixture(scope='module')
def data(shards):
    index = open_index(shards)
    return Samples(index, train_tokenizer(Reader(index).captions(), 400, 64), side=16)


def samples(data, **kw) -> list[int]:
    return [i for batch in training_batches(data, **kw) for i in batch.sample.tolist()]


def test_index_knows_every_sample_and_its_labels(shards):
    index = open_index(shards)
    assert len(index) == 48 and index.broken == 0 and len(index.shards) == 6
    assert set(index.topic.tolist()) == {'breast', 'lung'} and set(index.stain.tolist()) == {'H&E', 'IHC'}
    reader = Reader(index)
    assert all(reader.caption(i).endswith('.') and reader.image(i)[:2] == b'\xff\xd8' for i in range(48))
    assert reader.meta(0)['pair_id'] == index.key[0]


def test_cached_index_equals_the_scanned_one(shards):
    first, second = open_index(shards), open_index(shards)
    fresh = open_index(shards, cache=False)
    for a in (first, second):
        assert a.key.tolist() == fresh.key.tolist() and np.array_equal(a.image, fresh.image) and a.digest == fresh.digest


def test_filters(shards):
    index = open_index(shards)
    chosen = index.select(topic=['breast'], licence=['commercial'], split=['train'])
    assert 0 < len(chosen) < len(index)
    assert set(chosen.topic.tolist()) == {'breast'} and set(chosen.licence.tolist()) == {'commercial'}
    with pytest.raises(ShardError, match='It holds stain'):
        index.select(stain=['PAS'])


def test_what_webdataset_would_see(shards):
    """The stock reader's rule: members that follow each other and share the name up to the first dot are one sample."""
    index = open_index(shards)
    seen = {}
    for path in index.shards:
        with tarfile.open(shards / str(path)) as tar:
            for member in tar:
                key, _, ending = member.name.partition('.')
                seen.setdefault(key, set()).add(ending)
    assert set(seen) == set(index.key.tolist()) and all(v == {'jpg', 'json', 'txt'} for v in seen.values())


def test_folder_without_manifest(shards, tmp_path):
    shutil.copytree(shards, tmp_path / 'plain')
    (tmp_path / 'plain' / 'manifest.json').unlink()
    index = open_index(tmp_path / 'plain')
    assert len(index) == 48 and set(index.split.tolist()) == {'train', 'val'}


@pytest.mark.parametrize('world, workers', [(1, 0), (2, 0), (3, 2)])
def test_each_sample_once_an_epoch_over_ranks_and_workers(data, world, workers):
    seen = []
    for rank in range(world):
        seen += samples(data, micro=4, count=48 // (4 * world), workers=workers, rank=rank, world=world)
    assert sorted(seen) == list(range(48))


def test_order_depends_on_seed_and_epoch_only(data):
    two_epochs = samples(data, micro=8, count=12)
    assert two_epochs == samples(data, micro=8, count=12, workers=2)
    assert sorted(two_epochs[:48]) == sorted(two_epochs[48:]) and two_epochs[:48] != two_epochs[48:]


def test_resume_in_mid_epoch_goes_on_where_it_stopped(data):
    whole = samples(data, micro=8, count=10)
    assert samples(data, micro=8, count=6, position=32) == whole[32:]
    with pytest.raises(AssertionError, match='batch size changed'):
        samples(data, micro=8, count=1, position=3)


def test_augmentation_is_the_sample_s_own_whatever_the_workers(shards, data):
    index = data.index
    varied = Samples(index, data.tokenizer, 16, augment='crop', seed=3)
    a, b = (next(iter(training_batches(varied, micro=8, count=1, workers=w))) for w in (0, 1))
    assert bool((a.images == b.images).all())
    assert not bool((varied[0, 5][0] == varied[1, 5][0]).all()), 'another epoch, another crop'


def test_corrupt_member_is_stood_in_for_and_counted(tmp_path):
    root = write(tmp_path / 'shards', 12, per_shard=6)
    index = open_index(root, cache=False)
    where = int(index.image[4][0])
    path = root / str(index.shards[index.shard[4]])
    broken = bytearray(path.read_bytes())
    broken[where : where + 200] = bytes(200)
    path.write_bytes(broken)
    data = Samples(open_index(root, cache=False), train_tokenizer(['tissue'], 300, 64), 16)
    batches = list(training_batches(data, micro=4, count=3))
    assert sum(int(b.skipped) for b in batches) == 1
    seen = [i for b in batches for i in b.sample.tolist()]
    assert sorted(seen) == [0, 1, 2, 3, 5, 5, 6, 7, 8, 9, 10, 11]
    assert sum(len(b.sample) for b in each_once(data, 5)) == 11


def test_a_shard_cut_short_gives_what_is_whole(tmp_path, capsys):
    root = write(tmp_path / 'shards', 12, per_shard=12)
    shard = next(root.rglob('train-00000.tar'))
    whole = len(open_index(root, cache=False))
    shard.write_bytes(shard.read_bytes()[: shard.stat().st_size // 2])
    index = open_index(root, cache=False)
    assert 0 < len(index) < whole and index.broken >= 1


def test_more_readers_than_shards_are_refused_with_a_remedy(shards):
    index = open_index(shards)
    check_shards(index, 2, 3)
    with pytest.raises(ShardError, match=r'--workers 1, or export with --min-shards 12'):
        check_shards(index, 4, 3)


def test_refusals_say_what_to_do(tmp_path):
    with pytest.raises(ShardError, match='histocorpus export'):
        open_index(tmp_path / 'nowhere')
    with pytest.raises(ShardError, match='no .tar shards'):
        open_index(tmp_path)


def test_a_sample_without_caption_is_counted_not_used(tmp_path):
    with tarfile.open(tmp_path / 'train-00000.tar', 'w') as tar:
        for name, data in (('a.jpg', b'x'), ('b.jpg', b'x'), ('b.txt', b'words')):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    index = open_index(tmp_path, cache=False)
    assert index.key.tolist() == ['b'] and index.broken == 1


def test_groups_are_captions_of_equal_words():
    assert group_of('Benign  tissue\n') == group_of('benign tissue') != group_of('benign tissues')
