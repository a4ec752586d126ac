-- A state of a record that came and could not be kept stands in `deposit` too, without content: no earlier one is served.
-- `current`: nothing newer was there when the row came; of a record the last such row counts.
ALTER TABLE deposit
  ALTER COLUMN ciphertext DROP NOT NULL,
  ADD COLUMN withheld text CHECK (withheld IN ('secret', 'rejected')),
  ADD COLUMN current boolean NOT NULL DEFAULT true,
  ADD CHECK ((withheld IS NULL) = (ciphertext IS NOT NULL)),
  ADD CHECK (withheld IS NULL OR current);
ALTER TABLE deposit DISABLE TRIGGER deposit_unchanged;
UPDATE deposit d SET current = false WHERE EXISTS (
  SELECT FROM deposit e WHERE e.agency = d.agency AND e.native_key_mac = d.native_key_mac AND e.id < d.id
    AND e.source_updated_at > d.source_updated_at);
ALTER TABLE deposit ENABLE TRIGGER deposit_unchanged;
ALTER TABLE deposit ALTER COLUMN current DROP DEFAULT;
DROP INDEX deposit_newest;
CREATE INDEX deposit_newest ON deposit (agency, native_key_mac, current, id DESC);
CREATE INDEX deposit_bytes ON deposit (agency, native_key_mac, digest_mac);

-- Of a facet whose newest state could not be kept: why.
ALTER TABLE facet ADD COLUMN withheld text CHECK (withheld IN ('secret', 'rejected'));

-- What was refused before today is told by the lists alone: of agencies that deposit they are read anew.
DELETE FROM feed_cursor WHERE agency IN (SELECT agency FROM delivery);
