-- The legal limits of what is handed over. What was reckoned of one is never changed: it starts once, ends once, and is told once when it was not kept.

CREATE TABLE transfer_clock (
  transfer text NOT NULL REFERENCES transfer,
  -- Id of the rule of the limit.
  rule text NOT NULL,
  -- Registry ids: who has to keep it, and who supervises that.
  owner text NOT NULL,
  supervisor text,
  -- Keyed MACs of the numbers of the matter: a limit that an earlier transfer of it met is not started again. Null: it runs from the delivery.
  matter bytea[],
  -- RFC 3339 date or instant; null until it starts.
  started_at text,
  -- Last day or last instant, and that as an instant; null where none can be reckoned.
  due text,
  last_at timestamptz(3),
  -- By what it was reckoned: article, amounts, parameters, calendar, version of the rule, doubts.
  basis jsonb,
  ended_at timestamptz(3),
  ended_by text CHECK (ended_by IN ('stored', 'acknowledged', 'refused', 'recalled')),
  told_event text,
  told_recording bigint REFERENCES recording,
  PRIMARY KEY (transfer, rule),
  CHECK ((started_at IS NULL) = (basis IS NULL)),
  CHECK ((due IS NULL) = (last_at IS NULL)),
  CHECK (started_at IS NOT NULL OR due IS NULL),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CHECK ((told_event IS NULL) = (told_recording IS NULL))
);
CREATE INDEX transfer_clock_matter ON transfer_clock USING gin (matter);
CREATE INDEX transfer_clock_due ON transfer_clock (last_at, transfer, rule);
CREATE INDEX transfer_clock_untold ON transfer_clock (last_at) WHERE told_event IS NULL AND (ended_at IS NULL OR ended_at > last_at);

CREATE FUNCTION keep_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND (OLD.transfer, OLD.rule, OLD.owner, OLD.supervisor, OLD.matter) IS NOT DISTINCT FROM (NEW.transfer, NEW.rule, NEW.owner, NEW.supervisor, NEW.matter)
    AND (OLD.started_at IS NULL OR (OLD.started_at, OLD.due, OLD.last_at, OLD.basis) IS NOT DISTINCT FROM (NEW.started_at, NEW.due, NEW.last_at, NEW.basis))
    AND (OLD.ended_at IS NULL OR (OLD.ended_at, OLD.ended_by) IS NOT DISTINCT FROM (NEW.ended_at, NEW.ended_by))
    AND (OLD.told_event IS NULL OR (OLD.told_event, OLD.told_recording) IS NOT DISTINCT FROM (NEW.told_event, NEW.told_recording))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a limit starts once, ends once and is told once, and its row stays';
END
$$;
CREATE TRIGGER transfer_clock_kept BEFORE UPDATE OR DELETE ON transfer_clock FOR EACH ROW EXECUTE FUNCTION keep_clock();
