-- The order of an inbox is that in which its transfers came to be seen there: one that was received earlier and has its receipt later, by another node or
-- a slow one, stands behind the place up to which its receiver has read, not before it.
CREATE TABLE inbox (
  receiver text PRIMARY KEY,
  -- The number that was given last. Held until it is committed, so that numbers are seen in their order.
  last bigint NOT NULL
);

ALTER TABLE transfer ADD COLUMN inbox_number bigint;
UPDATE transfer t SET inbox_number = n.number
  FROM (SELECT id, row_number() OVER (PARTITION BY receiver ORDER BY received_at, id) AS number FROM transfer WHERE receipt IS NOT NULL) n
  WHERE n.id = t.id;
INSERT INTO inbox SELECT receiver, max(inbox_number) FROM transfer WHERE inbox_number IS NOT NULL GROUP BY receiver;
ALTER TABLE transfer ADD CHECK ((inbox_number IS NULL) = (receipt IS NULL));
DROP INDEX transfer_inbox;
CREATE UNIQUE INDEX transfer_inbox ON transfer (receiver, inbox_number);

CREATE TRIGGER transfer_inbox_kept BEFORE UPDATE ON transfer FOR EACH ROW
  WHEN (OLD.inbox_number IS NOT NULL AND OLD.inbox_number IS DISTINCT FROM NEW.inbox_number) EXECUTE FUNCTION refuse_change();
