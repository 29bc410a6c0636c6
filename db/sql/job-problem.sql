-- Something an input named that is no article at all: it ends at once, with its code.
INSERT INTO jobs (key, input, ref, status, state, reason, message)
VALUES (@key, @input, 'null', 'done', 'failed', @code, @message)
ON CONFLICT (key) DO UPDATE SET
  input = excluded.input, ref = 'null', fingerprint = NULL, status = 'done', state = 'failed',
  reason = excluded.reason, message = excluded.message
