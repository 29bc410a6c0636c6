INSERT INTO subcaptions (id, figure_id, ordinal, labels, subcaption, full, spans, state, reason)
VALUES (@id, @figure_id, @ordinal, @labels, @subcaption, @full, @spans, @state, @reason)
