-- Items whose ends contradict each other. Any row is a bug.
SELECT 'job done without an article' AS problem, key AS item FROM jobs
WHERE state IN ('kept', 'flagged') AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.job_id = jobs.job_id)
UNION ALL
SELECT 'job and article end differently', key FROM jobs JOIN articles USING (job_id)
WHERE jobs.state IS NOT articles.state
UNION ALL
SELECT 'histology panel without a pair', panels.id FROM panels
WHERE panels.kind = 'histology' AND NOT EXISTS (SELECT 1 FROM pairs WHERE pairs.panel_id = panels.id)
UNION ALL
SELECT 'kept pair without a stored crop', pairs.id FROM pairs JOIN panels ON panels.id = pairs.panel_id
WHERE pairs.state IN ('kept', 'flagged') AND panels.crop_sha256 IS NULL
UNION ALL
SELECT 'kept pair of an article that may not be used', pairs.id FROM pairs
JOIN figures ON figures.id = pairs.figure_id JOIN articles USING (article_id)
WHERE pairs.state = 'kept' AND (articles.licence_class IN ('forbidden', 'unknown') OR articles.retracted = 1)
UNION ALL
SELECT 'kept pair that is not human', id FROM pairs WHERE state = 'kept' AND species <> 'human'
UNION ALL
SELECT 'pair of an article without a split', pairs.id FROM pairs
JOIN figures ON figures.id = pairs.figure_id JOIN articles USING (article_id)
WHERE articles.split IS NULL AND NOT EXISTS (SELECT 1 FROM jobs WHERE status <> 'done')
