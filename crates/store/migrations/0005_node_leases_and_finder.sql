-- The numbers processes make ids with: whose each is, and until when. A row stays when its lease is over, because the
-- next holder makes ids only after it.
CREATE TABLE node_lease (
    node {{id}},
    owner {{text}} NOT NULL,
    until {{int}} NOT NULL
) {{strict}};

-- The finder's postings hold two letters in a row too, and segments are larger: all lines are fresh again, and the program
-- puts them into segments when it opens the database.
DELETE FROM finder_posting;
DELETE FROM finder_segment;
UPDATE finder SET segment = 0, line = 0 WHERE segment <> 0;
DROP INDEX finder_recent;
