-- Which keys all nodes on this database share: of each a fingerprint that only who has the key can make. The first node writes it, the
-- others start only with the same.
CREATE TABLE shared_key (
  name text PRIMARY KEY,
  fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
  written_at timestamptz(3) NOT NULL DEFAULT now()
);
