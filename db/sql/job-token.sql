SELECT key, token, attempts, status FROM jobs WHERE job_id = @job_id
