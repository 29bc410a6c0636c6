SELECT article_id FROM articles WHERE job_id = @job_id
