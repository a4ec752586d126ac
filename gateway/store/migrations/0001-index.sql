-- The index of what the agencies hold: no person, no text. Identifiers and native keys are keyed MACs or AEAD-sealed by the
-- gateway before they come here. Instants to the millisecond, so that what JavaScript reads is exactly what was stored.

CREATE TABLE dossier (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  created_at timestamptz(3) NOT NULL
);

-- After a merge the younger id leads to the older.
CREATE TABLE dossier_alias (
  alias text PRIMARY KEY CHECK (length(alias) BETWEEN 1 AND 64),
  dossier text NOT NULL REFERENCES dossier
);
CREATE INDEX dossier_alias_dossier ON dossier_alias (dossier);

CREATE TABLE facet (
  dossier text NOT NULL REFERENCES dossier,
  agency text NOT NULL,
  native_key bytea NOT NULL,
  native_key_mac bytea NOT NULL,
  kind text NOT NULL,
  stage text NOT NULL,
  received_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  corruption_field text,
  due_on date,
  label_level text NOT NULL,
  label_tags text[] NOT NULL DEFAULT '{}',
  conceal boolean NOT NULL,
  resolves boolean NOT NULL,
  supervised_by text,
  -- MACs of the bare values of its identifiers: for the list filter, which does not know their system.
  value_macs bytea[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (dossier, agency),
  UNIQUE (agency, native_key_mac)
);
CREATE INDEX facet_received ON facet (received_at, dossier, agency);
CREATE INDEX facet_kind ON facet (kind, received_at, dossier);
CREATE INDEX facet_stage ON facet (stage, received_at, dossier);
CREATE INDEX facet_agency ON facet (agency, received_at, dossier);
CREATE INDEX facet_value_macs ON facet USING gin (value_macs);
CREATE INDEX facet_updated ON facet (updated_at);
CREATE INDEX facet_due ON facet (due_on) WHERE due_on IS NOT NULL;
CREATE INDEX facet_corruption_field ON facet (corruption_field, received_at) WHERE corruption_field IS NOT NULL;

-- Linking identifiers: facets that share one are one dossier.
CREATE TABLE facet_identifier (
  mac bytea NOT NULL,
  dossier text NOT NULL,
  agency text NOT NULL,
  PRIMARY KEY (mac, dossier, agency),
  FOREIGN KEY (dossier, agency) REFERENCES facet ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX facet_identifier_facet ON facet_identifier (dossier, agency);

-- Why two dossiers are one; undone, never deleted.
CREATE TABLE link (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  mac bytea,
  dossier_a text NOT NULL,
  dossier_b text NOT NULL,
  source text NOT NULL,
  at timestamptz(3) NOT NULL,
  undone_at timestamptz(3),
  CHECK (dossier_a <> dossier_b)
);
CREATE INDEX link_dossier_a ON link (dossier_a);
CREATE INDEX link_dossier_b ON link (dossier_b);

-- How far a source's list or change feed has been taken in; written in the transaction that writes its rows.
CREATE TABLE feed_cursor (
  agency text PRIMARY KEY,
  cursor text,
  listed boolean NOT NULL DEFAULT false,
  updated_at timestamptz(3) NOT NULL
);
