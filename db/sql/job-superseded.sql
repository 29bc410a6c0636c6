UPDATE jobs SET state = 'dropped', reason = 'same_article', message = @message WHERE job_id = @job_id
