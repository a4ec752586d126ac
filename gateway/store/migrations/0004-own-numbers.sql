-- A number ties only what its own agency holds under it, with whom that agency names: whose number it is, and who holds the facet.
ALTER TABLE facet ADD COLUMN agency_code text NOT NULL DEFAULT '';
ALTER TABLE facet_identifier ADD COLUMN own boolean NOT NULL DEFAULT false;
-- Which numbers are whose is told by the lists alone: they are read anew.
DELETE FROM feed_cursor;
