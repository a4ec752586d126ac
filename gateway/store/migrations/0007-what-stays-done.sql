-- What a data folder that is restored from a copy must not undo.

-- Keys of access tokens that got out, by RFC 7638 thumbprint: none of them signs or verifies again.
CREATE TABLE distrusted_key (
  thumbprint text PRIMARY KEY CHECK (thumbprint ~ '^[A-Za-z0-9_-]{43}$'),
  distrusted_at timestamptz NOT NULL DEFAULT now()
);

-- The newest bundle of policies that any node has accepted: one row at most.
CREATE TABLE accepted_bundle (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  serial bigint NOT NULL CHECK (serial > 0),
  -- SHA-256 of its manifest, base64url
  digest text NOT NULL CHECK (digest ~ '^[A-Za-z0-9_-]{43}$'),
  accepted_at timestamptz NOT NULL DEFAULT now()
);
