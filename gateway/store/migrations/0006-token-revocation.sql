-- Access tokens taken back (RFC 7009): every token of the subject that expires no later than `until`; then the row means nothing.
CREATE TABLE token_revocation (
  kind text NOT NULL CHECK (kind IN ('token', 'officer', 'system')),
  -- jti; `agency/officer`; system id
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
  until timestamptz NOT NULL,
  revoked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, subject)
);
CREATE INDEX token_revocation_until ON token_revocation (until);
