-- Working with what is in quarantine: an item is held until it is released, returned or erased, or another takes its place; what was done with it
-- stands in rows that are never changed.

ALTER TABLE quarantine
  -- What it was to become: records of a deposit, a facet that was read, a page of an index.
  ADD COLUMN kind text CHECK (kind IN ('deposits', 'facet', 'page')),
  -- What its acts come to.
  ADD COLUMN state text NOT NULL DEFAULT 'held'
    CHECK (state IN ('held', 'released', 'returned', 'expired', 'superseded', 'shredded')),
  -- The name of the file that it came in, sealed.
  ADD COLUMN file bytea,
  ALTER COLUMN ciphertext DROP NOT NULL,
  ADD CHECK (ciphertext IS NOT NULL OR state <> 'held'),
  DROP CONSTRAINT quarantine_agency_digest_mac_adapter_key;
UPDATE quarantine q SET kind = CASE
  WHEN EXISTS (SELECT FROM delivery d WHERE d.event = q.event) THEN 'deposits'
  WHEN transport <> 'feed' THEN 'facet'
  WHEN EXISTS (SELECT FROM delivery d WHERE d.agency = q.agency) THEN 'deposits'
  ELSE 'page' END;
ALTER TABLE quarantine ALTER COLUMN kind SET NOT NULL;
-- The same bytes are one item as long as it is held.
CREATE UNIQUE INDEX quarantine_held ON quarantine (agency, digest_mac, adapter) WHERE state = 'held';
CREATE INDEX quarantine_received ON quarantine (received_at, id);
CREATE INDEX quarantine_kept ON quarantine (received_at) WHERE ciphertext IS NOT NULL;

CREATE FUNCTION keep_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND (OLD.state = NEW.state OR OLD.state = 'held')
    AND (NEW.ciphertext IS NULL OR OLD.ciphertext = NEW.ciphertext)
    AND (OLD.recording IS NULL OR OLD.recording = NEW.recording)
    AND NEW.seen >= OLD.seen
    AND (OLD.id, OLD.agency, OLD.kind, OLD.transport, OLD.adapter, OLD.event, OLD.reason, OLD.findings, OLD.digest_mac, OLD.file, OLD.received_at)
      IS NOT DISTINCT FROM
      (NEW.id, NEW.agency, NEW.kind, NEW.transport, NEW.adapter, NEW.event, NEW.reason, NEW.findings, NEW.digest_mac, NEW.file, NEW.received_at)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an item of the quarantine ends once; its content can only be erased, and its row never';
END
$$;
CREATE TRIGGER quarantine_item_kept BEFORE UPDATE OR DELETE ON quarantine FOR EACH ROW EXECUTE FUNCTION keep_item();

CREATE TABLE quarantine_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  item text NOT NULL REFERENCES quarantine,
  act text NOT NULL CHECK (act IN ('open', 'try', 'correct', 'release', 'return', 'expire', 'supersede', 'shred')),
  -- That the item is in from then on; null: as before.
  state text CHECK (state IN ('released', 'returned', 'expired', 'superseded', 'shredded')),
  event text NOT NULL,
  at timestamptz(3) NOT NULL,
  -- Whose officer, through which system. Null: the gateway by itself.
  agency text,
  system text,
  officer text,
  -- The reason that was given, sealed.
  why bytea,
  -- By which it was translated, and what that gave.
  adapter text,
  outcome text CHECK (outcome IN ('taken', 'in-part', 'read', 'rejected', 'secret')),
  reason text,
  taken integer,
  rejected integer,
  findings jsonb,
  -- Of a correction: keyed MAC of its bytes, and those, sealed, until the item is erased.
  digest_mac bytea,
  ciphertext bytea,
  recording bigint NOT NULL REFERENCES recording,
  CHECK ((agency IS NULL) = (officer IS NULL) AND (agency IS NULL) = (system IS NULL)),
  CHECK ((adapter IS NULL) = (outcome IS NULL)),
  CHECK (ciphertext IS NULL OR digest_mac IS NOT NULL)
);
CREATE INDEX quarantine_act_item ON quarantine_act (item, id);
CREATE UNIQUE INDEX quarantine_act_ended ON quarantine_act (item) WHERE state IS NOT NULL;
CREATE INDEX quarantine_act_returned ON quarantine_act (id) WHERE act = 'return';

CREATE FUNCTION keep_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.ciphertext IS NULL AND to_jsonb(OLD) - 'ciphertext' = to_jsonb(NEW) - 'ciphertext' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what was done is never changed';
END
$$;
CREATE TRIGGER quarantine_act_kept BEFORE UPDATE OR DELETE ON quarantine_act FOR EACH ROW EXECUTE FUNCTION keep_act();

-- Returns of which the sender has been told on its own channel.
CREATE TABLE quarantine_told (
  act bigint PRIMARY KEY REFERENCES quarantine_act,
  at timestamptz(3) NOT NULL DEFAULT now()
);

-- A document that is taken out of quarantine is delivered once more, by the same adapter too.
ALTER TABLE delivery
  ADD COLUMN attempt integer NOT NULL DEFAULT 0,
  -- That holds what was not taken of it, or that was released with it.
  ADD COLUMN item text REFERENCES quarantine,
  DROP CONSTRAINT delivery_pkey,
  ADD PRIMARY KEY (agency, digest_mac, adapter, attempt);
UPDATE delivery d SET item = q.id FROM quarantine q
  WHERE q.kind = 'deposits' AND (q.agency, q.digest_mac, q.adapter) = (d.agency, d.digest_mac, d.adapter);
