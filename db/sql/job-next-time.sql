SELECT min(not_before) AS at FROM jobs WHERE status = 'waiting'
