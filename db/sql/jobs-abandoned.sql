-- Jobs that were out when the last coordinator died.
UPDATE jobs SET status = 'waiting', token = NULL WHERE status = 'out'
