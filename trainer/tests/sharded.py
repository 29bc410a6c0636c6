"""Worker of test_distributed: three trainings with sharded weights in one process a rank, since starting one takes seconds.
OUT/whole runs through; OUT/stopped hears SIGTERM on the last rank alone in its sixth step, then goes on.

    torchrun --nproc-per-node 2 tests/sharded.py OUT arguments of coca train
"""

import os
import signal
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

import coca.train  # noqa: E402
from coca import distributed as dd  # noqa: E402

STOP = 6

if __name__ == '__main__':
    torch.set_num_threads(1)
    out, arguments, real, leave = Path(sys.argv[1]), sys.argv[2:], coca.train.backward, dd.cleanup
    dd.cleanup = lambda: None  # the ranks stay joined from one training to the next
    coca.train.main([*arguments, '--out', str(out / 'whole')])

    calls = iter(range(1, 10**6))

    def interrupted(*inputs):
        if next(calls) == STOP and os.environ['RANK'] == '1':
            os.kill(os.getpid(), signal.SIGTERM)
        return real(*inputs)

    coca.train.backward = interrupted
    coca.train.main([*arguments, '--out', str(out / 'stopped')])
    torch.distributed.barrier()  # rank 0 writes while the others go on
    saved = (out / 'stopped' / 'latest').read_text()
    assert saved == f'step-{STOP:06d}.pt', f'{saved}: a signal to one rank stops all of them after its step'
    coca.train.backward = real
    coca.train.main([*arguments, '--out', str(out / 'stopped')])
    leave()
