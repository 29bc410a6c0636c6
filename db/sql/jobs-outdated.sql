-- Articles made by another plan wait again; what their stages gave is still remembered.
UPDATE jobs SET status = 'waiting', state = NULL, reason = NULL, message = NULL, attempts = 0
WHERE status = 'done' AND state <> 'failed' AND plan IS NOT @plan
