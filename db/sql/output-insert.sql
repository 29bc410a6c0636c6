INSERT INTO outputs (job_id, stage, version, input, verdict)
VALUES (@job_id, @stage, @version, @input, @verdict)
