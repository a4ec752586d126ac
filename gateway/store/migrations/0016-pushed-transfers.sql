-- The number that a receiver's system gave to what was pushed there: AEAD-sealed, bound to its transfer.
ALTER TABLE transfer_push ADD COLUMN native_key bytea;
