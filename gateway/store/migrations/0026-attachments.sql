-- Papers that come beside a document that is handed over: uploaded first, in chunks that are AEAD-sealed by the gateway, each bound to its paper and its place
-- in it. What is not wholly there has no MAC yet: its upload is under way, or was cut off and is erased. Digests are keyed MACs.
CREATE TABLE attachment (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  -- Registry id.
  sender text NOT NULL,
  media_type text NOT NULL,
  received_at timestamptz(3) NOT NULL,
  -- The log of the node that takes it in: what that one left in the middle is erased when it starts.
  origin text NOT NULL,
  -- Of sender, media type and bytes: the same again is this one.
  content_mac bytea,
  bytes bigint,
  facts bytea,
  -- Erased after this unless it was handed over by then.
  expires_at timestamptz(3),
  CHECK ((content_mac IS NULL) = (bytes IS NULL) AND (content_mac IS NULL) = (facts IS NULL) AND (content_mac IS NULL) = (expires_at IS NULL))
);
CREATE UNIQUE INDEX attachment_content ON attachment (sender, content_mac);
CREATE INDEX attachment_coming ON attachment (received_at) WHERE content_mac IS NULL;
CREATE INDEX attachment_expiring ON attachment (expires_at);

CREATE TABLE attachment_chunk (
  attachment text NOT NULL REFERENCES attachment ON DELETE CASCADE,
  number integer NOT NULL CHECK (number >= 0),
  sealed bytea NOT NULL,
  PRIMARY KEY (attachment, number)
);
CREATE TRIGGER attachment_chunk_unchanged BEFORE UPDATE ON attachment_chunk FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE transfer_attachment (
  transfer text NOT NULL REFERENCES transfer,
  -- As its receiver calls it.
  number text NOT NULL CHECK (length(number) BETWEEN 1 AND 20),
  media_type text NOT NULL,
  bytes bigint NOT NULL,
  -- Null once erased.
  attachment text REFERENCES attachment,
  PRIMARY KEY (transfer, number)
);
CREATE INDEX transfer_attachment_of ON transfer_attachment (attachment) WHERE attachment IS NOT NULL;

CREATE FUNCTION keep_transfer_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.attachment IS NULL AND (OLD.transfer, OLD.number, OLD.media_type, OLD.bytes) = (NEW.transfer, NEW.number, NEW.media_type, NEW.bytes) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what came beside a transfer can only be erased';
END
$$;
CREATE TRIGGER transfer_attachment_kept BEFORE UPDATE OR DELETE ON transfer_attachment
  FOR EACH ROW EXECUTE FUNCTION keep_transfer_attachment();
