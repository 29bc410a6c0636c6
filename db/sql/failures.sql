SELECT reason AS code, key AS item, coalesce(message, '') AS message FROM jobs WHERE state = 'failed'
UNION ALL
SELECT reason, article_id || ' ' || figure_id || coalesce(' ' || file, ''), coalesce(message, '')
FROM figures WHERE state = 'failed'
ORDER BY code, item LIMIT 500
