"""The model card: what the model is, what it was trained on (by hash), with what result. Written, never typed."""

import json

from coca.config import Config


def model_card(config: Config, facts: dict) -> str:
    """Markdown. `facts` holds corpus (digest, filters, samples, licences), steps, losses, environment, evaluation."""
    corpus, s = facts['corpus'], config.schedule
    licences = ', '.join(f'{name}: {n}' for name, n in sorted(corpus['licences'].items()))
    results = '\n'.join(f'| {name} | {value:.4f} |' for name, value in facts.get('evaluation', {}).items())
    return f"""---
library_name: histocorpus
pipeline_tag: zero-shot-image-classification
tags: [histopathology, coca, vision-language]
---
# CoCa `{config.name}`

A vision-language model for histopathology: image encoder, text encoder and caption decoder, trained with contrastive and
captioning loss together (CoCa, arXiv 2205.01917; shape after CONCH, Nat Med 30:863). For research; not a medical device.

| | |
|---|---|
| parameters | {facts['parameters']:,} |
| input | {config.shape.vision.image} px, {config.shape.text.context} tokens |
| corpus manifest SHA-256 | `{corpus['digest']}` |
| samples | {corpus['samples']:,} of {corpus['filters']} |
| licence classes of the samples | {licences} |
| optimiser steps | {facts['steps']:,} of batch {s.batch} |
| started from | {facts['start']} |
| environment | {json.dumps(facts['environment'])} |

Last losses: {json.dumps(facts['losses'])}.

{'| evaluation | value |' + chr(10) + '|---|---|' + chr(10) + results if results else 'No evaluation was run.'}

Use: `embeds` (projected, unit length) for anything compared with text, `features` (before projection) for probes and
multiple-instance learning. A few thousand pairs teach the plumbing, not pathology: judge by the evaluation above.
"""
