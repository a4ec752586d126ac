-- MACs of the native keys of the sender's records that a document is of, by its numbers as they were when it was handed over; none where the index had none then.
ALTER TABLE transfer ADD COLUMN records bytea[] NOT NULL DEFAULT '{}';
