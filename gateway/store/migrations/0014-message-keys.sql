-- Public keys that the gateway signs with, or once did, of all nodes: what a key signed verifies long after the node that had it.
CREATE TABLE message_key (
  -- RFC 7638 thumbprint, and the Ed25519 public key, base64url.
  kid text PRIMARY KEY CHECK (kid ~ '^[A-Za-z0-9_-]{43}$'),
  x text NOT NULL UNIQUE CHECK (x ~ '^[A-Za-z0-9_-]{43}$'),
  -- Seconds since 1970: it signs from then on, and before `exp`; without that it signs now.
  nbf bigint NOT NULL CHECK (nbf >= 0),
  exp bigint CHECK (exp >= 0),
  -- Its private half got out: what it signed proves nothing by itself.
  distrusted boolean NOT NULL DEFAULT false CHECK (NOT distrusted OR exp IS NOT NULL)
);

-- An end that was set once is no later afterwards, and no key is forgotten.
CREATE FUNCTION keep_message_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.kid, NEW.x) = (OLD.kid, OLD.x) AND NEW.nbf <= OLD.nbf
    AND (OLD.exp IS NULL OR NEW.exp <= OLD.exp) AND NEW.distrusted >= OLD.distrusted
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a message key is not changed or forgotten; it can only end';
END
$$;
CREATE TRIGGER message_key_kept BEFORE UPDATE OR DELETE ON message_key FOR EACH ROW EXECUTE FUNCTION keep_message_key();
