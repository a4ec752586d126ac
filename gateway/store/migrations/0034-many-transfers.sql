-- What many transfers at once cost each. Sealed bytes can't be compressed: nobody tries.
ALTER TABLE transfer
  ALTER COLUMN native SET STORAGE EXTERNAL,
  ALTER COLUMN translated SET STORAGE EXTERNAL,
  ALTER COLUMN facts SET STORAGE EXTERNAL,
  ALTER COLUMN receipt SET STORAGE EXTERNAL;
ALTER TABLE recording ALTER COLUMN entries SET STORAGE EXTERNAL;

-- That nothing of a row is changed is looked at where a statement says that it changes it: documents need not be read to receipt them.
DROP TRIGGER transfer_kept ON transfer;
CREATE TRIGGER transfer_kept BEFORE DELETE OR UPDATE OF id, sender, sender_system, receiver, idempotency_key, message_mac, kind, purpose, legal_basis, relation,
  event, received_at, sender_adapter, receiver_adapter, native_media_type, native_bytes, native, translated_media_type, translated_bytes, translated, facts,
  recording ON transfer FOR EACH ROW EXECUTE FUNCTION keep_transfer();
CREATE TRIGGER transfer_receipted_once BEFORE UPDATE OF receipt ON transfer FOR EACH ROW
  WHEN (OLD.receipt IS NOT NULL AND OLD.receipt IS DISTINCT FROM NEW.receipt) EXECUTE FUNCTION refuse_change();

-- Each transfer looks for limits that began with its own: few began at one time by one rule, and these are looked through.
DROP INDEX transfer_clock_matter;
CREATE INDEX transfer_clock_started ON transfer_clock (rule, started_at) WHERE matter IS NOT NULL;
