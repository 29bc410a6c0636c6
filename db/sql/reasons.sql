SELECT 'articles' AS item, state, reason, count(*) AS count FROM jobs WHERE state <> 'kept' GROUP BY state, reason
UNION ALL
SELECT 'figures', state, reason, count(*) FROM figures WHERE state <> 'kept' GROUP BY state, reason
UNION ALL
SELECT 'panels', state, reason, count(*) FROM panels WHERE state <> 'kept' GROUP BY state, reason
UNION ALL
SELECT 'subcaptions', state, reason, count(*) FROM subcaptions WHERE state <> 'kept' GROUP BY state, reason
UNION ALL
SELECT 'pairs', state, reason, count(*) FROM pairs WHERE state <> 'kept' GROUP BY state, reason
