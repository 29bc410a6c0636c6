INSERT INTO failures (job_id, at, consequence, code, message)
VALUES (@job_id, @at, @consequence, @code, @message)
