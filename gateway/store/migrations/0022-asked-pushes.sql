-- A receiver asks for another push of what its system lost, or could not take: how often, when last, and how many sendings were begun by then.
ALTER TABLE transfer_push
  ADD COLUMN asked integer NOT NULL DEFAULT 0,
  ADD COLUMN asked_at timestamptz(3),
  ADD COLUMN attempts_before integer NOT NULL DEFAULT 0;
