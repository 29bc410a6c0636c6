UPDATE articles SET split = @split WHERE article_id = @article_id AND split IS NOT @split
