-- The last decision whether what was handed over may still be handed out: none until the marks, policies or registry by which it was taken are others.
CREATE TABLE transfer_clearance (
  transfer text PRIMARY KEY REFERENCES transfer,
  -- Keyed MAC of all that it was decided by.
  basis bytea NOT NULL,
  -- A code: why it is held; null: it is not.
  held text,
  since timestamptz(3) NOT NULL,
  -- Of what the log was told when it was last held.
  recording bigint REFERENCES recording,
  CHECK (held IS NULL OR recording IS NOT NULL)
);
