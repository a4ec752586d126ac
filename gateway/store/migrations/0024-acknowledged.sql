-- What transfers that their receiver acknowledged say of facets: who stands to whose, and which two are one matter. Found by the sender's numbers and the
-- receiver's, as their keyed forms, whenever either side's facet comes to the index; kept beside the facet, so that a read looks at nothing else.

CREATE TABLE acknowledged_transfer (
  transfer text PRIMARY KEY REFERENCES transfer,
  -- In the order in which they were acknowledged.
  number bigint GENERATED ALWAYS AS IDENTITY,
  -- Registry ids, and the relation of the route.
  sender text NOT NULL,
  receiver text NOT NULL,
  relation text NOT NULL,
  -- native_key_mac of the facets that are meant, as the index stands; null: none, or more than one.
  sender_facet bytea,
  receiver_facet bytea
);
CREATE INDEX acknowledged_sender ON acknowledged_transfer (sender, sender_facet);
CREATE INDEX acknowledged_receiver ON acknowledged_transfer (receiver, receiver_facet);

-- By which either end calls its own matter.
CREATE TABLE acknowledged_number (
  agency text NOT NULL,
  mac bytea NOT NULL,
  transfer text NOT NULL REFERENCES acknowledged_transfer ON DELETE CASCADE,
  PRIMARY KEY (agency, mac, transfer)
);
CREATE INDEX acknowledged_number_transfer ON acknowledged_number (transfer);

-- What stands by each: `agency` to the facet of `holder`.
CREATE TABLE acknowledged_relation (
  transfer text NOT NULL REFERENCES acknowledged_transfer,
  holder text NOT NULL,
  native_key_mac bytea NOT NULL,
  agency text NOT NULL,
  relation text NOT NULL,
  PRIMARY KEY (holder, native_key_mac, agency, relation, transfer)
);
CREATE INDEX acknowledged_relation_transfer ON acknowledged_relation (transfer);

-- All of these that stand to a facet, once each: `relation agency`.
ALTER TABLE facet ADD COLUMN acknowledged text[] NOT NULL DEFAULT '{}';

-- MAC of the bare value: who acknowledges gives its number without saying of which kind it is.
ALTER TABLE facet_identifier ADD COLUMN value_mac bytea;
CREATE INDEX facet_identifier_value ON facet_identifier (agency, value_mac) WHERE own;
-- The lists tell them: they are read anew.
DELETE FROM feed_cursor;

ALTER TABLE link
  -- Whose acknowledgement ties them.
  ADD COLUMN transfer text REFERENCES transfer,
  -- Undone since that stands no more: it parts nothing.
  ADD COLUMN lapsed boolean NOT NULL DEFAULT false,
  ADD CHECK (NOT lapsed OR (undone_at IS NOT NULL AND transfer IS NOT NULL));
CREATE UNIQUE INDEX link_transfer ON link (transfer) WHERE undone_at IS NULL;

CREATE OR REPLACE FUNCTION keep_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND (OLD.undone_at IS NULL
      OR (OLD.undone_at, OLD.undone_by, OLD.undone_act, OLD.lapsed) = (NEW.undone_at, NEW.undone_by, NEW.undone_act, NEW.lapsed))
    AND (OLD.recording IS NULL OR OLD.recording IS NOT DISTINCT FROM NEW.recording)
    AND (OLD.undone_recording IS NULL OR OLD.undone_recording IS NOT DISTINCT FROM NEW.undone_recording)
    AND (OLD.name, OLD.mac, OLD.dossier_a, OLD.dossier_b, OLD.kept, OLD.other, OLD.source, OLD.at, OLD.act_mac, OLD.act, OLD.transfer)
      IS NOT DISTINCT FROM
      (NEW.name, NEW.mac, NEW.dossier_a, NEW.dossier_b, NEW.kept, NEW.other, NEW.source, NEW.at, NEW.act_mac, NEW.act, NEW.transfer)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a link is made and undone once, and never deleted';
END
$$;
