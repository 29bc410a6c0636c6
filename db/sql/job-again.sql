UPDATE jobs SET status = 'waiting', token = NULL, attempts = attempts + @counted, not_before = @not_before
WHERE job_id = @job_id
