-- A state of a record in which a state secret is found later is erased where it stands, and withheld. Nothing else of a row is ever changed.
CREATE FUNCTION refuse_change_but_shredding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.ciphertext IS NOT NULL AND NEW.ciphertext IS NULL AND NEW.withheld = 'secret' THEN
    OLD.ciphertext = NULL;
    OLD.withheld = 'secret';
    IF OLD IS NOT DISTINCT FROM NEW THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
END
$$;
DROP TRIGGER deposit_unchanged ON deposit;
CREATE TRIGGER deposit_unchanged BEFORE UPDATE OR DELETE ON deposit FOR EACH ROW EXECUTE FUNCTION refuse_change_but_shredding();
ALTER TABLE deposit
  DROP CONSTRAINT deposit_check1,
  ADD CHECK (withheld IS DISTINCT FROM 'rejected' OR current);
