"""Print the crop classifier's scores on the held-out splits: true boxes and whole pictures.

    python trainer/curation/detector/report_classifier.py .training/detector/classifier-dev
"""

import json
import sys
from pathlib import Path

import torch

from net import CropClassifier
from train_classifier import evaluate

torch.set_num_threads(1)
folder = Path(sys.argv[1])
model = CropClassifier()
model.load_state_dict(torch.load(folder / 'model.pt'))
report = {split: evaluate(model, (split,), split) for split in ('quality', 'dev')}
(folder / 'report.json').write_text(json.dumps(report, indent=1))
