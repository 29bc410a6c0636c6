SELECT job_id, key, ref, attempts FROM jobs
WHERE status = 'waiting' AND not_before <= @now
ORDER BY key LIMIT @limit
