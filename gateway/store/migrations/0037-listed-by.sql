-- By which adapter the whole list was read last: another one reads it anew, for the feed of changes does not repeat what it makes of the rest.
ALTER TABLE feed_cursor ADD COLUMN listed_by text;
