SELECT stage, version, input, verdict FROM outputs WHERE job_id = @job_id
ORDER BY stage, version, input
