SELECT articles.job_id, jobs.key FROM articles JOIN jobs USING (job_id) WHERE articles.article_id = @article_id
