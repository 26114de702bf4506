-- A comment changes the number of comments, and with it whatever names that number in an index: PostgreSQL then wrote all
-- index entries of the idea anew. Whether there is an answer changes once.
ALTER TABLE ideas ADD COLUMN is_answered BIGINT NOT NULL DEFAULT 0;
UPDATE ideas SET is_answered = 1 WHERE comments > 0;
DROP INDEX ideas_unanswered;
CREATE INDEX ideas_unanswered ON ideas (created_at, id) WHERE is_answered = 0;

-- Room on each page for the next version of a row, which then needs no index entries of its own.
ALTER TABLE ideas SET (fillfactor = 80);
