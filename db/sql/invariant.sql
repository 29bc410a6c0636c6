-- in = kept + dropped + flagged + failed, for every kind of item. The schema lets an item have one
-- state only; what is left to check is that nothing is unaccounted for.
SELECT 'articles' AS item, count(*) AS "in",
  coalesce(sum(state = 'kept'), 0) AS kept, coalesce(sum(state = 'dropped'), 0) AS dropped,
  coalesce(sum(state = 'flagged'), 0) AS flagged, coalesce(sum(state = 'failed'), 0) AS failed
FROM jobs
UNION ALL
SELECT 'figures', count(*), coalesce(sum(state = 'kept'), 0), coalesce(sum(state = 'dropped'), 0),
  coalesce(sum(state = 'flagged'), 0), coalesce(sum(state = 'failed'), 0) FROM figures
UNION ALL
SELECT 'panels', count(*), coalesce(sum(state = 'kept'), 0), coalesce(sum(state = 'dropped'), 0),
  coalesce(sum(state = 'flagged'), 0), coalesce(sum(state = 'failed'), 0) FROM panels
UNION ALL
SELECT 'subcaptions', count(*), coalesce(sum(state = 'kept'), 0), coalesce(sum(state = 'dropped'), 0),
  coalesce(sum(state = 'flagged'), 0), coalesce(sum(state = 'failed'), 0) FROM subcaptions
UNION ALL
SELECT 'pairs', count(*), coalesce(sum(state = 'kept'), 0), coalesce(sum(state = 'dropped'), 0),
  coalesce(sum(state = 'flagged'), 0), coalesce(sum(state = 'failed'), 0) FROM pairs
