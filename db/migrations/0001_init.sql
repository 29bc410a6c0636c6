-- One row per article that an input named. The ledger's truth about work: what waits, what is out,
-- how it ended, how often it was tried.
CREATE TABLE jobs (
  job_id        INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE,
  input         TEXT NOT NULL,
  ref           TEXT NOT NULL,
  fingerprint   TEXT,
  status        TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'out', 'done')),
  token         TEXT,
  attempts      INTEGER NOT NULL DEFAULT 0,
  not_before    INTEGER NOT NULL DEFAULT 0,
  plan          TEXT,
  article_id    TEXT,
  state         TEXT CHECK (state IN ('kept', 'dropped', 'flagged', 'failed')),
  reason        TEXT,
  message       TEXT,
  CHECK ((status = 'done') = (state IS NOT NULL))
) STRICT;
CREATE INDEX jobs_waiting ON jobs (status, not_before, key);
CREATE INDEX jobs_article ON jobs (article_id);

CREATE TABLE articles (
  article_id        TEXT PRIMARY KEY,
  job_id            INTEGER NOT NULL UNIQUE REFERENCES jobs,
  pmcid             TEXT,
  version           INTEGER,
  pmid              TEXT,
  doi               TEXT,
  title             TEXT NOT NULL,
  journal           TEXT NOT NULL,
  year              INTEGER,
  authors           TEXT NOT NULL,
  licence           TEXT,
  licence_class     TEXT NOT NULL,
  licence_evidence  TEXT NOT NULL,
  attribution       TEXT NOT NULL,
  retracted         INTEGER NOT NULL,
  document_sha256   TEXT NOT NULL,
  facts             TEXT NOT NULL,
  split             TEXT CHECK (split IN ('train', 'val', 'test')),
  state             TEXT NOT NULL CHECK (state IN ('kept', 'dropped', 'flagged', 'failed')),
  reason            TEXT,
  message           TEXT
) STRICT;

CREATE TABLE figures (
  id              TEXT PRIMARY KEY,
  article_id      TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
  figure_id       TEXT NOT NULL,
  ordinal         INTEGER NOT NULL,
  label           TEXT,
  caption         TEXT NOT NULL,
  href            TEXT,
  file            TEXT,
  graphic_sha256  TEXT,
  graphic_md5     TEXT,
  width           INTEGER,
  height          INTEGER,
  stored          TEXT,
  third_party     TEXT,
  mentions        TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('kept', 'dropped', 'flagged', 'failed')),
  reason          TEXT,
  message         TEXT
) STRICT;
CREATE INDEX figures_article ON figures (article_id, ordinal);

CREATE TABLE panels (
  id            TEXT PRIMARY KEY,
  figure_id     TEXT NOT NULL REFERENCES figures ON DELETE CASCADE,
  ordinal       INTEGER NOT NULL,
  x             INTEGER NOT NULL,
  y             INTEGER NOT NULL,
  width         INTEGER NOT NULL,
  height        INTEGER NOT NULL,
  kind          TEXT NOT NULL,
  stain         TEXT,
  score         REAL NOT NULL,
  label         TEXT,
  label_score   REAL NOT NULL,
  crop_sha256   TEXT,
  crop_bytes    INTEGER,
  pixels        TEXT,
  pdq           TEXT,
  pdq_quality   REAL,
  state         TEXT NOT NULL CHECK (state IN ('kept', 'dropped', 'flagged', 'failed')),
  reason        TEXT
) STRICT;
CREATE INDEX panels_figure ON panels (figure_id, ordinal);
CREATE INDEX panels_crop ON panels (crop_sha256);

CREATE TABLE subcaptions (
  id          TEXT PRIMARY KEY,
  figure_id   TEXT NOT NULL REFERENCES figures ON DELETE CASCADE,
  ordinal     INTEGER NOT NULL,
  labels      TEXT NOT NULL,
  subcaption  TEXT NOT NULL,
  full        TEXT NOT NULL,
  spans       TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('kept', 'dropped', 'flagged', 'failed')),
  reason      TEXT
) STRICT;
CREATE INDEX subcaptions_figure ON subcaptions (figure_id, ordinal);

-- own_state and own_reason are what the article alone says; state and reason add what the whole
-- corpus says (duplicates).
CREATE TABLE pairs (
  rowid_            INTEGER PRIMARY KEY,
  id                TEXT NOT NULL UNIQUE,
  figure_id         TEXT NOT NULL REFERENCES figures ON DELETE CASCADE,
  panel_id          TEXT NOT NULL REFERENCES panels ON DELETE CASCADE,
  subcaption_id     TEXT REFERENCES subcaptions ON DELETE CASCADE,
  ordinal           INTEGER NOT NULL,
  labels            TEXT NOT NULL,
  caption           TEXT NOT NULL,
  spans             TEXT NOT NULL,
  score             REAL NOT NULL,
  evidence          TEXT NOT NULL,
  species           TEXT NOT NULL,
  species_score     REAL NOT NULL,
  species_evidence  TEXT NOT NULL,
  stain             TEXT NOT NULL,
  caption_stains    TEXT NOT NULL,
  topic             TEXT NOT NULL,
  topic_score       REAL NOT NULL,
  own_state         TEXT NOT NULL CHECK (own_state IN ('kept', 'dropped', 'flagged', 'failed')),
  own_reason        TEXT,
  own_score         REAL,
  state             TEXT NOT NULL CHECK (state IN ('kept', 'dropped', 'flagged', 'failed')),
  reason            TEXT,
  cluster_id        TEXT,
  leader            INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX pairs_figure ON pairs (figure_id, ordinal);
CREATE INDEX pairs_state ON pairs (state, topic);
CREATE INDEX pairs_panel ON pairs (panel_id);

CREATE VIRTUAL TABLE pairs_text USING fts5 (
  caption, content = 'pairs', content_rowid = 'rowid_', tokenize = 'porter unicode61'
);
CREATE TRIGGER pairs_text_insert AFTER INSERT ON pairs BEGIN
  INSERT INTO pairs_text (rowid, caption) VALUES (new.rowid_, new.caption);
END;
CREATE TRIGGER pairs_text_delete AFTER DELETE ON pairs BEGIN
  INSERT INTO pairs_text (pairs_text, rowid, caption) VALUES ('delete', old.rowid_, old.caption);
END;

-- What each stage gave, so that a later run computes only what has changed.
CREATE TABLE outputs (
  job_id   INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
  stage    TEXT NOT NULL,
  version  TEXT NOT NULL,
  input    TEXT NOT NULL,
  verdict  TEXT NOT NULL,
  PRIMARY KEY (job_id, stage, version, input)
) STRICT, WITHOUT ROWID;

-- Every change of a job that is not a success: the history an operator reads.
CREATE TABLE failures (
  failure_id   INTEGER PRIMARY KEY,
  job_id       INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
  at           TEXT NOT NULL,
  consequence  TEXT NOT NULL,
  code         TEXT NOT NULL,
  message      TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  name   TEXT PRIMARY KEY,
  value  TEXT NOT NULL
) STRICT;
