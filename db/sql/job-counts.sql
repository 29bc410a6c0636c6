SELECT status, state, count(*) AS count FROM jobs GROUP BY status, state
