INSERT INTO pairs (id, figure_id, panel_id, subcaption_id, ordinal, labels, caption, spans, score,
  evidence, species, species_score, species_evidence, stain, caption_stains, topic, topic_score,
  own_state, own_reason, own_score, state, reason)
VALUES (@id, @figure_id, @panel_id, @subcaption_id, @ordinal, @labels, @caption, @spans, @score,
  @evidence, @species, @species_score, @species_evidence, @stain, @caption_stains, @topic, @topic_score,
  @own_state, @own_reason, @own_score, @own_state, @own_reason)
