-- As on PostgreSQL, where an index must not name the number of comments, which changes with each.
ALTER TABLE ideas ADD COLUMN is_answered INTEGER NOT NULL DEFAULT 0;
UPDATE ideas SET is_answered = 1 WHERE comments > 0;
DROP INDEX ideas_unanswered;
CREATE INDEX ideas_unanswered ON ideas (created_at, id) WHERE is_answered = 0;
