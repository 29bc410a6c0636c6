"""CoCa for histopathology: image encoder, text encoder and multimodal decoder, trained on this project's shards.

Read in this order: config, attention, vision, text, decoder, model, caption_loss, contrastive, objective,
tokenizer, transforms, shards, loader, train.
"""
