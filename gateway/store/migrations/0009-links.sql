-- The dossier that a facet was given when it came: it goes back there when a link is undone. Of those here already, the one they are in.
ALTER TABLE facet ADD COLUMN origin text REFERENCES dossier;
UPDATE facet SET origin = dossier;
ALTER TABLE facet ALTER COLUMN origin SET NOT NULL;
CREATE INDEX facet_origin ON facet (origin);

-- A link ties two such dossiers, `dossier_a` and `dossier_b`; those that stand never tie in a circle. What is sealed by the gateway
-- before it comes here: the decision and the reasons, with the officers who gave them.
ALTER TABLE link
  -- As it is called outside. Null: made before links could be undone.
  ADD COLUMN name text UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
  -- The ids under which the two were found by then, and the one that stayed.
  ADD COLUMN kept text,
  ADD COLUMN other text,
  -- Of a signed act: keyed MAC of its content, by which it is one act however often it comes.
  ADD COLUMN act_mac bytea,
  ADD COLUMN act bytea,
  ADD COLUMN recording bigint REFERENCES recording,
  ADD COLUMN undone_by text,
  ADD COLUMN undone_act bytea,
  ADD COLUMN undone_recording bigint REFERENCES recording,
  ADD CHECK ((act_mac IS NULL) = (act IS NULL)),
  ADD CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undone_act IS NULL));
CREATE UNIQUE INDEX link_act ON link (source, act_mac) WHERE act_mac IS NOT NULL;

CREATE FUNCTION keep_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND (OLD.undone_at IS NULL OR (OLD.undone_at, OLD.undone_by, OLD.undone_act) = (NEW.undone_at, NEW.undone_by, NEW.undone_act))
    AND (OLD.recording IS NULL OR OLD.recording IS NOT DISTINCT FROM NEW.recording)
    AND (OLD.undone_recording IS NULL OR OLD.undone_recording IS NOT DISTINCT FROM NEW.undone_recording)
    AND (OLD.name, OLD.mac, OLD.dossier_a, OLD.dossier_b, OLD.kept, OLD.other, OLD.source, OLD.at, OLD.act_mac, OLD.act)
      IS NOT DISTINCT FROM
      (NEW.name, NEW.mac, NEW.dossier_a, NEW.dossier_b, NEW.kept, NEW.other, NEW.source, NEW.at, NEW.act_mac, NEW.act)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a link is made and undone once, and never deleted';
END
$$;
CREATE TRIGGER link_kept BEFORE UPDATE OR DELETE ON link FOR EACH ROW EXECUTE FUNCTION keep_link();
