SELECT 'topics' AS list, topic AS name, count(*) AS count FROM pairs WHERE state = 'kept' GROUP BY topic
UNION ALL SELECT 'stains', stain, count(*) FROM pairs WHERE state = 'kept' GROUP BY stain
UNION ALL SELECT 'species', species, count(*) FROM pairs GROUP BY species
UNION ALL SELECT 'licences', coalesce(licence, 'unknown'), count(*) FROM pairs
  JOIN figures ON figures.id = pairs.figure_id JOIN articles USING (article_id)
  WHERE pairs.state = 'kept' GROUP BY 2
UNION ALL SELECT 'splits', coalesce(split, 'none'), count(*) FROM pairs
  JOIN figures ON figures.id = pairs.figure_id JOIN articles USING (article_id)
  WHERE pairs.state = 'kept' GROUP BY 2
UNION ALL SELECT 'captionWords',
  CAST(length(caption) - length(replace(caption, ' ', '')) + 1 AS TEXT), count(*)
  FROM pairs WHERE state = 'kept' GROUP BY 2
