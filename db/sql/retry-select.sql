SELECT job_id, key, reason AS code, message FROM jobs
WHERE status = 'done' AND state = 'failed' AND ref <> 'null'
  AND (@code IS NULL OR reason = @code)
ORDER BY key LIMIT @limit
