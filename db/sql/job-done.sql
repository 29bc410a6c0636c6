UPDATE jobs SET status = 'done', token = NULL, plan = @plan, article_id = @article_id,
  state = @state, reason = @reason, message = @message
WHERE job_id = @job_id
