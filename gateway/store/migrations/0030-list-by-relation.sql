-- A list looks for what its asker has a relation to: whoever has few finds them without all others being looked at.
CREATE INDEX facet_confirms ON facet USING gin (confirms);
CREATE INDEX facet_acknowledged ON facet USING gin (acknowledged);
