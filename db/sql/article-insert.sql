INSERT INTO articles (article_id, job_id, pmcid, version, pmid, doi, title, journal, year, authors,
  licence, licence_class, licence_evidence, attribution, retracted, document_sha256, facts,
  state, reason, message)
VALUES (@article_id, @job_id, @pmcid, @version, @pmid, @doi, @title, @journal, @year, @authors,
  @licence, @licence_class, @licence_evidence, @attribution, @retracted, @document_sha256, @facts,
  @state, @reason, @message)
