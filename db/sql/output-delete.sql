DELETE FROM outputs WHERE job_id = @job_id
