-- Whether its receiver has answered, beside the answer: who looks for what is overdue, and locks the row, sees by it what was answered meanwhile.
ALTER TABLE directive_receiver ADD COLUMN answered boolean NOT NULL DEFAULT false;
UPDATE directive_receiver r SET answered = true FROM directive_acknowledgement a WHERE (a.directive, a.receiver) = (r.directive, r.receiver);
DROP INDEX directive_receiver_due;
CREATE INDEX directive_receiver_due ON directive_receiver (due_at) WHERE told_event IS NULL AND NOT answered;

-- Who supervises has them of all givers in one order.
CREATE INDEX directive_in_order ON directive (at, id);
