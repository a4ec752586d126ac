-- Whether something came beside a document that its receiver does not get: which it was is told to the sender alone, from what is sealed.
ALTER TABLE transfer ADD COLUMN papers_withheld boolean NOT NULL DEFAULT false;
