-- What agencies hand over to each other. Documents, facts, receipts and acknowledgements are AEAD-sealed by the gateway before they come here,
-- each bound to its row; digests are keyed MACs. Nothing is changed but by the stages that a transfer comes to; content can only be erased.

CREATE TABLE transfer (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  -- Registry ids of agencies and of a system.
  sender text NOT NULL,
  sender_system text NOT NULL,
  receiver text NOT NULL CHECK (receiver <> sender),
  idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 64),
  -- Of what stands under the key: the receiver, the media type, the bytes.
  message_mac bytea NOT NULL,
  -- The route by which it goes.
  kind text NOT NULL,
  purpose text NOT NULL,
  legal_basis text NOT NULL,
  relation text NOT NULL,
  event text NOT NULL UNIQUE,
  received_at timestamptz(3) NOT NULL,
  -- id@version#hash.
  sender_adapter text NOT NULL,
  receiver_adapter text NOT NULL,
  -- As it came, and as the receiver gets it; null once erased. Sizes in bytes, unsealed.
  native_media_type text NOT NULL,
  native_bytes integer NOT NULL,
  native bytea,
  translated_media_type text NOT NULL,
  translated_bytes integer NOT NULL,
  translated bytea,
  facts bytea NOT NULL,
  -- Null until it is receipted: then nobody has been told of it.
  receipt bytea,
  -- The stage that it came to last.
  state text NOT NULL CHECK (state IN ('stored', 'receipted', 'delivered', 'acknowledged', 'refused', 'recalled', 'dead-letter')),
  recording bigint NOT NULL REFERENCES recording,
  UNIQUE (sender, idempotency_key),
  CHECK ((receipt IS NULL) = (state = 'stored'))
);
CREATE INDEX transfer_inbox ON transfer (receiver, received_at, id);
CREATE INDEX transfer_unreceipted ON transfer (id) WHERE receipt IS NULL;

CREATE FUNCTION keep_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND (NEW.native IS NULL OR OLD.native = NEW.native)
    AND (NEW.translated IS NULL OR OLD.translated = NEW.translated)
    AND (OLD.receipt IS NULL OR OLD.receipt = NEW.receipt)
    AND (OLD.id, OLD.sender, OLD.sender_system, OLD.receiver, OLD.idempotency_key, OLD.message_mac, OLD.kind, OLD.purpose, OLD.legal_basis,
         OLD.relation, OLD.event, OLD.received_at, OLD.sender_adapter, OLD.receiver_adapter, OLD.native_media_type, OLD.native_bytes,
         OLD.translated_media_type, OLD.translated_bytes, OLD.facts, OLD.recording)
      IS NOT DISTINCT FROM
        (NEW.id, NEW.sender, NEW.sender_system, NEW.receiver, NEW.idempotency_key, NEW.message_mac, NEW.kind, NEW.purpose, NEW.legal_basis,
         NEW.relation, NEW.event, NEW.received_at, NEW.sender_adapter, NEW.receiver_adapter, NEW.native_media_type, NEW.native_bytes,
         NEW.translated_media_type, NEW.translated_bytes, NEW.facts, NEW.recording)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a transfer is receipted once; its content can only be erased, and its row never';
END
$$;
CREATE TRIGGER transfer_kept BEFORE UPDATE OR DELETE ON transfer FOR EACH ROW EXECUTE FUNCTION keep_transfer();

CREATE TABLE transfer_stage (
  transfer text NOT NULL REFERENCES transfer,
  number integer NOT NULL CHECK (number > 0),
  stage text NOT NULL CHECK (stage IN ('received', 'parsed', 'translated', 'routed', 'stored', 'receipted', 'delivered', 'acknowledged',
    'refused', 'recalled', 'dead-letter')),
  at timestamptz(3) NOT NULL,
  event text NOT NULL,
  -- By whose system; null: the gateway by itself.
  agency text,
  system text,
  -- A code.
  reason text,
  -- Of what the log is told of it; null: told with what came before, or after.
  recording bigint REFERENCES recording,
  PRIMARY KEY (transfer, number),
  UNIQUE (transfer, stage),
  CHECK ((agency IS NULL) = (system IS NULL))
);
CREATE TRIGGER transfer_stage_unchanged BEFORE UPDATE OR DELETE ON transfer_stage FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What its receiver signed, once.
CREATE TABLE transfer_acknowledgement (
  transfer text PRIMARY KEY REFERENCES transfer,
  outcome text NOT NULL CHECK (outcome IN ('acknowledged', 'refused')),
  jws bytea NOT NULL,
  at timestamptz(3) NOT NULL,
  event text NOT NULL
);
CREATE TRIGGER transfer_acknowledgement_unchanged BEFORE UPDATE OR DELETE ON transfer_acknowledgement
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Handing out to a receiver's system: which node does, until when, and when it is tried again.
CREATE TABLE transfer_push (
  transfer text PRIMARY KEY REFERENCES transfer,
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz(3),
  last_reason text,
  claimed_by text,
  claimed_until timestamptz(3),
  CHECK ((claimed_by IS NULL) = (claimed_until IS NULL))
);
CREATE INDEX transfer_push_due ON transfer_push (next_at) WHERE next_at IS NOT NULL;

-- What was to be handed over and could not be read.
ALTER TABLE quarantine
  DROP CONSTRAINT quarantine_kind_check,
  ADD CONSTRAINT quarantine_kind_check CHECK (kind IN ('deposits', 'facet', 'page', 'transfer'));
