-- Each transfer looks for limits of its matter and puts in its own. What waits outside the index to be put in with others would be read through by each
-- look; once it is long the planner would rather read the whole table.
ALTER INDEX transfer_clock_matter SET (fastupdate = off);
SELECT gin_clean_pending_list('transfer_clock_matter');
