-- The order of what an agency handed over is that in which it had its receipts, as that of an inbox (0020): one that is committed late stands behind the place
-- up to which its sender has read.
CREATE TABLE outbox (
  sender text PRIMARY KEY,
  -- The number that was given last. Held until it is committed, so that numbers are seen in their order.
  last bigint NOT NULL
);

ALTER TABLE transfer ADD COLUMN sent_number bigint;
UPDATE transfer t SET sent_number = n.number
  FROM (SELECT id, row_number() OVER (PARTITION BY sender ORDER BY received_at, id) AS number FROM transfer WHERE receipt IS NOT NULL) n
  WHERE n.id = t.id;
INSERT INTO outbox SELECT sender, max(sent_number) FROM transfer WHERE sent_number IS NOT NULL GROUP BY sender;
ALTER TABLE transfer ADD CHECK ((sent_number IS NULL) = (receipt IS NULL));
DROP INDEX transfer_sent;
CREATE UNIQUE INDEX transfer_sent ON transfer (sender, sent_number);

DROP TRIGGER transfer_inbox_kept ON transfer;
CREATE TRIGGER transfer_order_kept BEFORE UPDATE ON transfer FOR EACH ROW
  WHEN ((OLD.inbox_number IS NOT NULL AND OLD.inbox_number IS DISTINCT FROM NEW.inbox_number)
    OR (OLD.sent_number IS NOT NULL AND OLD.sent_number IS DISTINCT FROM NEW.sent_number)) EXECUTE FUNCTION refuse_change();
