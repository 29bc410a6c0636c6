INSERT INTO panels (id, figure_id, ordinal, x, y, width, height, kind, stain, score, label,
  label_score, crop_sha256, crop_bytes, pixels, pdq, pdq_quality, state, reason)
VALUES (@id, @figure_id, @ordinal, @x, @y, @width, @height, @kind, @stain, @score, @label,
  @label_score, @crop_sha256, @crop_bytes, @pixels, @pdq, @pdq_quality, @state, @reason)
