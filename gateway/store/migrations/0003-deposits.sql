-- What agencies deposit, and what could not be translated. Documents are AEAD-sealed by the gateway before they come here, each
-- bound to its row; digests are keyed MACs. Rows of `deposit` are never changed: what is newest is served.

-- Entries that the audit log owes or has. `entries` (sealed) stand here from the transaction that they tell of until the log has them.
CREATE TABLE recording (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin text NOT NULL,
  entries bytea,
  leaf_index bigint,
  leaf text,
  CHECK ((entries IS NULL) = (leaf IS NOT NULL) AND (leaf IS NULL) = (leaf_index IS NULL))
);
CREATE INDEX recording_owed ON recording (origin, id) WHERE leaf IS NULL;

CREATE TABLE deposit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agency text NOT NULL,
  native_key_mac bytea NOT NULL,
  source_updated_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL,
  event text NOT NULL,
  digest_mac bytea NOT NULL,
  ciphertext bytea NOT NULL
);
CREATE INDEX deposit_newest ON deposit (agency, native_key_mac, source_updated_at DESC, id DESC);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER deposit_unchanged BEFORE UPDATE OR DELETE ON deposit FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- One document, by its content: the same bytes are one delivery, looked at anew only by another adapter.
CREATE TABLE delivery (
  agency text NOT NULL,
  digest_mac bytea NOT NULL,
  adapter text NOT NULL,
  event text NOT NULL UNIQUE,
  transport text NOT NULL CHECK (transport IN ('directory', 'https-push', 'feed')),
  state text NOT NULL CHECK (state IN ('accepted', 'quarantined', 'refused')),
  reason text,
  taken integer NOT NULL,
  rejected integer NOT NULL,
  findings jsonb NOT NULL,
  received_at timestamptz(3) NOT NULL,
  recording bigint NOT NULL REFERENCES recording,
  PRIMARY KEY (agency, digest_mac, adapter),
  CHECK ((state = 'accepted') = (reason IS NULL))
);
CREATE INDEX delivery_received ON delivery (agency, received_at);

CREATE TABLE quarantine (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  agency text NOT NULL,
  transport text NOT NULL,
  adapter text NOT NULL,
  event text NOT NULL,
  reason text NOT NULL,
  findings jsonb NOT NULL,
  digest_mac bytea NOT NULL,
  ciphertext bytea NOT NULL,
  received_at timestamptz(3) NOT NULL,
  -- How often the same bytes came.
  seen bigint NOT NULL DEFAULT 1,
  -- Null only within the transaction that makes the row.
  recording bigint REFERENCES recording,
  UNIQUE (agency, digest_mac, adapter)
);
CREATE INDEX quarantine_event ON quarantine (event);
