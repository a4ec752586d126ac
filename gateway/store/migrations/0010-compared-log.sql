-- How far each node's log was compared with this store, and what it told of that is not here. What goes back to an older state takes
-- the mark with it, so that what came in between is compared again.

-- The first `size` entries of the log `origin` were compared.
CREATE TABLE compared_log (
  origin text PRIMARY KEY,
  size bigint NOT NULL CHECK (size > 0),
  -- Leaf hash (base64) of the last of them: another log of this origin is compared from its beginning.
  leaf text NOT NULL
);

-- Documents that the log tells of and for which there was no row. Who has dealt with one deletes its row here.
CREATE TABLE lost_document (
  origin text NOT NULL,
  event text NOT NULL,
  leaf_index bigint NOT NULL,
  found_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (origin, event)
);

-- Count of the log's entries when these were owed: they stand behind them, or not in the log at all.
ALTER TABLE recording ADD COLUMN log_size bigint NOT NULL DEFAULT 0;
