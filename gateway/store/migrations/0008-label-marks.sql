-- The holder has sealed the record (niêm phong): its content is the holder's alone.
ALTER TABLE facet ADD COLUMN sealed boolean NOT NULL DEFAULT false;

-- The label that a source set on a record, or on a place in it, and whatever it said of it later: the newest row counts, and none is
-- ever changed. What may name a person (a place by its ids, who determined a level) is AEAD-sealed by the gateway before it comes here.
CREATE TABLE label_mark (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agency text NOT NULL,
  native_key_mac bytea NOT NULL,
  -- Keyed MAC of the place; null for the record itself.
  place bytea,
  place_name bytea,
  -- The mark from then on, and the date (as precise as it is known) that a later determination must be after.
  level text NOT NULL,
  tags text[] NOT NULL,
  since text NOT NULL,
  -- What the source said, and who determined it.
  said_level text NOT NULL,
  said_tags text[] NOT NULL,
  determiner bytea,
  effect text NOT NULL CHECK (effect IN ('first', 'same', 'raised', 'kept', 'lowered')),
  -- Of a record: whether its source conceals and seals it.
  conceal boolean,
  sealed boolean,
  at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((place IS NULL) = (place_name IS NULL)),
  CHECK ((place IS NULL) = (conceal IS NOT NULL) AND (place IS NULL) = (sealed IS NOT NULL))
);
CREATE INDEX label_mark_newest ON label_mark (agency, native_key_mac, place, id DESC);
CREATE TRIGGER label_mark_unchanged BEFORE UPDATE OR DELETE ON label_mark FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What is indexed was marked so at its last change. Undetermined is no mark of a source; a state secret of which the index did not
-- keep who determined it is undetermined from now on.
INSERT INTO label_mark (agency, native_key_mac, level, tags, since, said_level, said_tags, effect, conceal, sealed)
SELECT agency, native_key_mac,
  CASE WHEN label_level = 'CHUA_XAC_DINH' THEN 'CONG_KHAI' WHEN label_level IN ('MAT', 'TOI_MAT', 'TUYET_MAT') THEN 'CHUA_XAC_DINH'
    ELSE label_level END,
  label_tags, to_char(updated_at AT TIME ZONE INTERVAL '+07:00', 'YYYY-MM-DD'), label_level, label_tags, 'first', conceal, false
FROM facet;
UPDATE facet SET label_level = 'CHUA_XAC_DINH' WHERE label_level IN ('MAT', 'TOI_MAT', 'TUYET_MAT');
