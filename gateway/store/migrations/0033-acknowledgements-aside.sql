-- Acknowledged transfers of which what is sealed did not open at a start: they give nothing until somebody has looked, and keep no node from starting.
CREATE TABLE acknowledgement_aside (
  transfer text PRIMARY KEY REFERENCES transfer,
  -- Under which the log was told.
  recording bigint NOT NULL REFERENCES recording
);
