-- Every pair with its way home, in canonical order.
SELECT pairs.*, figures.article_id, figures.figure_id AS figure_name, figures.label AS figure_label,
  figures.caption AS caption_raw, figures.file, figures.href, figures.graphic_sha256, figures.graphic_md5,
  figures.stored, figures.mentions, figures.width AS figure_width, figures.height AS figure_height,
  figures.ordinal AS figure_ordinal,
  panels.x, panels.y, panels.width, panels.height, panels.score AS panel_score,
  panels.stain AS panel_stain, panels.label AS panel_label, panels.crop_sha256, panels.crop_bytes,
  panels.pixels, panels.pdq, panels.pdq_quality,
  articles.pmcid, articles.version, articles.pmid, articles.doi, articles.title, articles.journal,
  articles.year, articles.licence, articles.licence_class, articles.licence_evidence,
  articles.attribution, articles.split, articles.facts
FROM pairs
JOIN figures ON figures.id = pairs.figure_id
JOIN panels ON panels.id = pairs.panel_id
JOIN articles ON articles.article_id = figures.article_id
ORDER BY figures.article_id, figures.ordinal, figures.id, pairs.ordinal, pairs.id
