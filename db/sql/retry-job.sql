UPDATE jobs SET status = 'waiting', state = NULL, reason = NULL, message = NULL, attempts = 0, not_before = 0
WHERE job_id = @job_id
