-- A transfer can be given up twice: nobody fetched it, and later nobody answered. Every other stage it goes through once.
ALTER TABLE transfer_stage DROP CONSTRAINT transfer_stage_transfer_stage_key;
CREATE UNIQUE INDEX transfer_stage_once ON transfer_stage (transfer, stage) WHERE stage <> 'dead-letter';
-- Those that somebody is still waited for.
CREATE INDEX transfer_awaited ON transfer (state) WHERE state IN ('receipted', 'delivered');
