-- What an agency was given of another's record, by which way and under which name it knows it: the record by its MACs in the index, nothing of its content.
CREATE TABLE served (
  -- Registry ids.
  holder text NOT NULL,
  -- The MAC of the record's native key; of what was handed over before the index had its record, the MAC of each of its numbers.
  mark bytea NOT NULL,
  receiver text NOT NULL CHECK (receiver <> holder),
  way text NOT NULL CHECK (way IN ('read', 'list', 'transfer')),
  -- Id of the dossier in which it was shown, or of the transfer.
  via text NOT NULL,
  first_at timestamptz(3) NOT NULL,
  first_event text NOT NULL,
  last_at timestamptz(3) NOT NULL,
  last_event text NOT NULL,
  PRIMARY KEY (holder, mark, receiver, way, via)
);

ALTER TABLE facet
  -- How many directives were given about it: a read that began under another count is made anew.
  ADD COLUMN directives integer NOT NULL DEFAULT 0,
  -- Sealed by its holder's directive, until its source says that it is: from then on its source's word alone counts.
  ADD COLUMN seal_directed boolean NOT NULL DEFAULT false;

-- What the holder of a record directs those to do who were given something of it. Texts are AEAD-sealed.
CREATE TABLE directive (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  giver text NOT NULL,
  giver_system text NOT NULL,
  idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 64),
  message_mac bytea NOT NULL,
  -- MACs of the native keys of what has the number that was given.
  records bytea[] NOT NULL,
  kind text NOT NULL,
  reason text NOT NULL,
  says bytea NOT NULL,
  -- Those that bring the corrected document.
  transfers text[] NOT NULL,
  -- How long a receiver has to answer.
  days integer NOT NULL,
  event text NOT NULL,
  at timestamptz(3) NOT NULL,
  recording bigint NOT NULL REFERENCES recording,
  UNIQUE (giver, idempotency_key)
);
CREATE INDEX directive_given ON directive (giver, at, id);
CREATE TRIGGER directive_unchanged BEFORE UPDATE OR DELETE ON directive FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE directive_receiver (
  directive text NOT NULL REFERENCES directive,
  receiver text NOT NULL,
  -- The order in which it came to be seen there.
  number bigint NOT NULL,
  at timestamptz(3) NOT NULL,
  due_at timestamptz(3) NOT NULL,
  -- By which an older document reached it after the directive was given.
  transfer text REFERENCES transfer,
  -- Under which the log was told that it did not answer in time.
  told_event text,
  told_recording bigint REFERENCES recording,
  PRIMARY KEY (directive, receiver),
  UNIQUE (receiver, number),
  CHECK ((told_event IS NULL) = (told_recording IS NULL))
);
CREATE INDEX directive_receiver_due ON directive_receiver (due_at) WHERE told_event IS NULL;

CREATE TABLE directive_order (
  receiver text PRIMARY KEY,
  -- The number that was given last. Held until it is committed, so that numbers are seen in their order.
  last bigint NOT NULL
);

-- What a receiver says that it did, once.
CREATE TABLE directive_acknowledgement (
  directive text NOT NULL,
  receiver text NOT NULL,
  code text NOT NULL,
  text bytea NOT NULL,
  at timestamptz(3) NOT NULL,
  event text NOT NULL,
  recording bigint NOT NULL REFERENCES recording,
  PRIMARY KEY (directive, receiver),
  FOREIGN KEY (directive, receiver) REFERENCES directive_receiver
);
CREATE TRIGGER directive_acknowledgement_unchanged BEFORE UPDATE OR DELETE ON directive_acknowledgement
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
