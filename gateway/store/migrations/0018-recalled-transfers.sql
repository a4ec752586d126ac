-- What its sender called back, and what its receiver, who may have had it by then, says that it did about it. Texts are AEAD-sealed.
CREATE TABLE transfer_recall (
  transfer text PRIMARY KEY REFERENCES transfer,
  code text NOT NULL CHECK (code IN ('sent-in-error', 'wrong-receiver', 'superseded', 'sealed', 'label-raised')),
  text bytea NOT NULL,
  at timestamptz(3) NOT NULL,
  event text NOT NULL,
  recording bigint NOT NULL REFERENCES recording,
  -- By when its receiver is to say what it did; null: it was never handed out.
  due_at timestamptz(3)
);
CREATE TRIGGER transfer_recall_unchanged BEFORE UPDATE OR DELETE ON transfer_recall FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE transfer_recall_acknowledgement (
  transfer text PRIMARY KEY REFERENCES transfer_recall,
  code text NOT NULL CHECK (code IN ('erased', 'returned', 'kept')),
  text bytea NOT NULL,
  at timestamptz(3) NOT NULL,
  event text NOT NULL,
  recording bigint NOT NULL REFERENCES recording
);
CREATE TRIGGER transfer_recall_acknowledgement_unchanged BEFORE UPDATE OR DELETE ON transfer_recall_acknowledgement
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE INDEX transfer_sent ON transfer (sender, received_at, id);
