-- PostgreSQL writes all index entries of a row anew when a column changes that any index names, in its condition too.
-- So the number of comments, which every comment changes, is named by none any more; whether there are any is a column.
ALTER TABLE ideas ADD COLUMN is_answered BIGINT NOT NULL DEFAULT 0;
UPDATE ideas SET is_answered = 1 WHERE comments > 0;
DROP INDEX ideas_unanswered;
CREATE INDEX ideas_unanswered ON ideas (created_at, id) WHERE is_answered = 0;

-- A changed row stays on its page, where its index entries find it, as long as the page has room.
ALTER TABLE ideas SET (fillfactor = 80);
