"""The event file is what TensorBoard reads: checked byte by byte against the format, since it is written by hand."""

import json
import struct

from PIL import Image

from coca.journal import Journal, crc32c
from coca.plot import COLOURS
from coca.plot import main as plot


def test_crc32c_of_the_standards_example():
    assert crc32c(b'123456789') == 0xE3069283


def test_records_can_be_read_back(tmp_path):
    journal = Journal(tmp_path)
    journal.log(300, loss=1.5, recall=0.25)
    journal.close()
    assert json.loads((tmp_path / 'log.jsonl').read_text())['loss'] == 1.5
    data = next(tmp_path.glob('events.out.tfevents.*')).read_bytes()
    events = []
    while data:
        (length,) = struct.unpack('<Q', data[:8])
        (crc,) = struct.unpack('<I', data[8:12])
        raw = crc32c(data[:8])
        assert crc == ((raw >> 15 | raw << 17) + 0xA282EAD8) & 0xFFFFFFFF
        events.append(data[12 : 12 + length])
        data = data[16 + length :]
    assert b'brain.Event:2' in events[0]
    assert events[1][9:12] == b'\x10\xac\x02', 'step 300 as a varint'
    assert b'\n\x04loss\x15' + struct.pack('<f', 1.5) in events[1]


def test_a_terminal_sees_one_line_that_rewrites_itself(tmp_path, capsys):
    journal = Journal(tmp_path)
    for journal.live in (True, False):
        journal.progress('step 1/2')
        journal.progress('step 2/2', last=True)
    journal.close()
    assert capsys.readouterr().err == '\r\x1b[Kstep 1/2\r\x1b[Kstep 2/2\n' + 'step 1/2\nstep 2/2\n'


def test_losses_as_a_picture(tmp_path):
    journal = Journal(tmp_path)
    for step in range(1, 9):
        journal.log(step, loss=9.0 / step, contrastive=3.0 / step, caption=6.0 / step, floor=0.1)
    journal.close()
    plot(['--run', str(tmp_path), '--out', str(tmp_path / 'losses.png')])
    image = Image.open(tmp_path / 'losses.png')
    assert image.format == 'PNG'
    for colour in COLOURS.values():
        left, right = ([y for y in range(image.height) if image.getpixel((x, y)) == colour] for x in (80, 600))
        assert min(right) - max(left) > 80, 'the line falls from left to right'


def test_other_ranks_are_silent(tmp_path):
    Journal(tmp_path / 'none', active=False).log(1, loss=1.0)
    assert not (tmp_path / 'none').exists()
