INSERT INTO figures (id, article_id, figure_id, ordinal, label, caption, href, file, graphic_sha256,
  graphic_md5, width, height, stored, third_party, mentions, state, reason, message)
VALUES (@id, @article_id, @figure_id, @ordinal, @label, @caption, @href, @file, @graphic_sha256,
  @graphic_md5, @width, @height, @stored, @third_party, @mentions, @state, @reason, @message)
