-- A source that has not changed keeps its end; one that has changed is done again.
INSERT INTO jobs (key, input, ref, fingerprint) VALUES (@key, @input, @ref, @fingerprint)
ON CONFLICT (key) DO UPDATE SET
  input = excluded.input,
  ref = excluded.ref,
  fingerprint = excluded.fingerprint,
  status = CASE WHEN jobs.fingerprint IS NOT excluded.fingerprint THEN 'waiting' ELSE jobs.status END,
  state = CASE WHEN jobs.fingerprint IS NOT excluded.fingerprint THEN NULL ELSE jobs.state END,
  reason = CASE WHEN jobs.fingerprint IS NOT excluded.fingerprint THEN NULL ELSE jobs.reason END,
  message = CASE WHEN jobs.fingerprint IS NOT excluded.fingerprint THEN NULL ELSE jobs.message END,
  attempts = CASE WHEN jobs.fingerprint IS NOT excluded.fingerprint THEN 0 ELSE jobs.attempts END
