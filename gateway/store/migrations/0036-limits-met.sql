-- Which limits were met, by each number of the matter: many may have begun at one time by one rule, as all of an import do whose dates were made up.
CREATE TABLE transfer_clock_met (
  -- Keyed MAC of a number of the matter between two agencies.
  number bytea NOT NULL,
  rule text NOT NULL,
  -- RFC 3339 date or instant.
  started_at text NOT NULL,
  PRIMARY KEY (number, rule, started_at)
);
INSERT INTO transfer_clock_met SELECT DISTINCT unnest(matter), rule, started_at FROM transfer_clock WHERE matter IS NOT NULL AND started_at IS NOT NULL;
CREATE TRIGGER transfer_clock_met_unchanged BEFORE UPDATE OR DELETE ON transfer_clock_met FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- With its index.
ALTER TABLE transfer_clock DROP COLUMN matter;
CREATE OR REPLACE FUNCTION keep_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND (OLD.transfer, OLD.rule, OLD.owner, OLD.supervisor) IS NOT DISTINCT FROM (NEW.transfer, NEW.rule, NEW.owner, NEW.supervisor)
    AND (OLD.started_at IS NULL OR (OLD.started_at, OLD.due, OLD.last_at, OLD.basis) IS NOT DISTINCT FROM (NEW.started_at, NEW.due, NEW.last_at, NEW.basis))
    AND (OLD.ended_at IS NULL OR (OLD.ended_at, OLD.ended_by) IS NOT DISTINCT FROM (NEW.ended_at, NEW.ended_by))
    AND (OLD.told_event IS NULL OR (OLD.told_event, OLD.told_recording) IS NOT DISTINCT FROM (NEW.told_event, NEW.told_recording))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a limit starts once, ends once and is told once, and its row stays';
END
$$;
