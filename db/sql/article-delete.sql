DELETE FROM articles WHERE job_id = @job_id
