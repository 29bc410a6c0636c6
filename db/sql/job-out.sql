UPDATE jobs SET status = 'out', token = @token WHERE job_id = @job_id
