-- By which label and policies it was decided last whether it may be handed out: the log is told each time that it is.
ALTER TABLE transfer_clearance ADD COLUMN cleared jsonb;
