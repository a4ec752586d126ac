-- What every transfer goes through before it is stored stands in its own row: rows of stages are of what comes after.
ALTER TABLE transfer
  ADD COLUMN parsed_at timestamptz(3),
  ADD COLUMN translated_at timestamptz(3),
  ADD COLUMN routed_at timestamptz(3),
  ADD COLUMN stored_at timestamptz(3);
UPDATE transfer t SET parsed_at = s.times[1], translated_at = s.times[2], routed_at = s.times[3], stored_at = s.times[4]
  FROM (SELECT transfer, array_agg(at ORDER BY number) AS times FROM transfer_stage WHERE number BETWEEN 2 AND 5 GROUP BY transfer) s
  WHERE s.transfer = t.id;
ALTER TABLE transfer
  ALTER COLUMN parsed_at SET NOT NULL,
  ALTER COLUMN translated_at SET NOT NULL,
  ALTER COLUMN routed_at SET NOT NULL,
  ALTER COLUMN stored_at SET NOT NULL;
ALTER TABLE transfer_stage DISABLE TRIGGER transfer_stage_unchanged;
DELETE FROM transfer_stage WHERE number <= 5;
-- In two steps, for each number must be free when it is given.
ALTER TABLE transfer_stage DROP CONSTRAINT transfer_stage_pkey;
UPDATE transfer_stage SET number = number - 5;
ALTER TABLE transfer_stage ADD PRIMARY KEY (transfer, number);
ALTER TABLE transfer_stage ENABLE TRIGGER transfer_stage_unchanged;
CREATE TRIGGER transfer_came_kept BEFORE UPDATE OF parsed_at, translated_at, routed_at, stored_at ON transfer FOR EACH ROW
  WHEN ((OLD.parsed_at, OLD.translated_at, OLD.routed_at, OLD.stored_at) IS DISTINCT FROM (NEW.parsed_at, NEW.translated_at, NEW.routed_at, NEW.stored_at))
  EXECUTE FUNCTION refuse_change();
