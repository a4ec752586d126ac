-- Acts of a holder that name another agency, each `relation agency`: who supervises, who took the file, who passed the matter on.
ALTER TABLE facet ADD COLUMN confirms text[] NOT NULL DEFAULT '{}';
UPDATE facet SET confirms = ARRAY['supervising ' || supervised_by] WHERE supervised_by IS NOT NULL;
ALTER TABLE facet DROP COLUMN supervised_by;
