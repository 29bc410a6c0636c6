-- Twins of an article that has gone may take its place.
UPDATE jobs SET status = 'waiting', state = NULL, reason = NULL, message = NULL
WHERE status = 'done' AND reason = 'same_article' AND article_id = @article_id AND job_id <> @job_id
