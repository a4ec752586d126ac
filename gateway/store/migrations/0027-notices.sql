-- Whether an agency was heard before: what its facets had come to by then is the past, and told to nobody.
CREATE TABLE agency_heard (
  agency text PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  -- Its list was read to the end once.
  listed boolean NOT NULL
);
INSERT INTO agency_heard
  SELECT f.agency, now(), coalesce(bool_or(c.listed), false) FROM facet f LEFT JOIN feed_cursor c USING (agency) GROUP BY f.agency;

-- Facets that changed, noted in one transaction with what brings the change, until it was seen who is to be told of it.
CREATE TABLE facet_change (
  agency text NOT NULL,
  native_key_mac bytea NOT NULL,
  -- Of what was there when its agency was first heard: as it was then. Null: it came later.
  past_stage text,
  past_at timestamptz(3),
  changes integer NOT NULL,
  -- Null: nothing is owed.
  next_at timestamptz(3),
  attempts integer NOT NULL DEFAULT 0,
  last_reason text,
  claimed_by text,
  claimed_until timestamptz(3),
  PRIMARY KEY (agency, native_key_mac),
  CHECK ((past_stage IS NULL) = (past_at IS NULL)),
  CHECK ((claimed_by IS NULL) = (claimed_until IS NULL))
);
CREATE INDEX facet_change_due ON facet_change (agency, next_at) WHERE next_at IS NOT NULL;
INSERT INTO facet_change (agency, native_key_mac, past_stage, past_at, changes) SELECT agency, native_key_mac, stage, updated_at, 0 FROM facet;

-- What an agency was told of another's facet by the gateway itself, or why it was not.
CREATE TABLE notice (
  agency text NOT NULL,
  native_key_mac bytea NOT NULL,
  receiver text NOT NULL,
  -- Keyed MAC of the decisions, or of the stage, that it knows of; null: of none.
  occasion bytea,
  -- Count of transfers that were made of it.
  made integer NOT NULL,
  -- `known`: its receiver knew it by what it was given before, or it was the past.
  state text NOT NULL CHECK (state IN ('made', 'known', 'failed')),
  -- A code: why it could not be told.
  reason text,
  at timestamptz(3) NOT NULL,
  event text NOT NULL,
  transfer text REFERENCES transfer,
  PRIMARY KEY (agency, native_key_mac, receiver),
  CHECK ((state = 'failed') = (reason IS NOT NULL))
);

-- What the receiver of a transfer was given of which matter, by keyed MACs: so that it is not told again what it has.
CREATE TABLE transfer_given (
  transfer text PRIMARY KEY REFERENCES transfer,
  content bytea NOT NULL,
  -- Of the numbers of the matter.
  matter bytea[] NOT NULL
);
CREATE INDEX transfer_given_matter ON transfer_given USING gin (matter);
CREATE TRIGGER transfer_given_unchanged BEFORE UPDATE OR DELETE ON transfer_given FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Null: its sender signed for it. `gateway`: the gateway made it from what its source answered.
ALTER TABLE transfer ADD COLUMN made_by text CHECK (made_by = 'gateway');
CREATE TRIGGER transfer_maker_kept BEFORE UPDATE ON transfer FOR EACH ROW
  WHEN (OLD.made_by IS DISTINCT FROM NEW.made_by) EXECUTE FUNCTION refuse_change();
