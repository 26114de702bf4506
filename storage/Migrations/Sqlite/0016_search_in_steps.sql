-- What a search finds stands in a plain table now, and the full-text index beside it is brought up to date with some
-- hundred rows at once: it holds the rows up to its highest one, and a search looks into those above by itself.
-- A row is named by the position of the event that made it.
CREATE TABLE idea_search_rows (
    position INTEGER PRIMARY KEY,
    idea_id  TEXT NOT NULL,
    -- 1 when not everyone may read it.
    hidden   INTEGER NOT NULL,
    title    TEXT NOT NULL,
    tags     TEXT NOT NULL,
    body     TEXT NOT NULL,
    comment  TEXT NOT NULL,
    initials TEXT NOT NULL
);
INSERT INTO idea_search_rows
SELECT rowid, idea_id, hidden, title, tags, body, comment, initials FROM idea_search ORDER BY rowid;
DROP TABLE idea_terms;
DROP TABLE idea_search;
ALTER TABLE idea_search_rows RENAME TO idea_search;

CREATE VIRTUAL TABLE idea_search_index USING fts5 (
    title, tags, body, comment, initials, content = 'idea_search', content_rowid = 'position', tokenize = 'ascii'
);
-- An edit or an erasure removes the old words from the file for good.
INSERT INTO idea_search_index (idea_search_index, rank) VALUES ('secure-delete', 1);
-- Sixteen segments of a size are merged at once instead of four: each word is rewritten half as often, and a search
-- looks into a few more segments.
INSERT INTO idea_search_index (idea_search_index, rank) VALUES ('automerge', 16);
INSERT INTO idea_search_index (idea_search_index) VALUES ('rebuild');

-- The index follows an edit of what it holds at once.
CREATE TRIGGER idea_search_edited AFTER UPDATE OF title, tags, body, comment, initials ON idea_search
WHEN old.position <= (SELECT max(id) FROM idea_search_index_docsize)
BEGIN
    INSERT INTO idea_search_index (idea_search_index, rowid, title, tags, body, comment, initials)
    VALUES ('delete', old.position, old.title, old.tags, old.body, old.comment, old.initials);
    INSERT INTO idea_search_index (rowid, title, tags, body, comment, initials)
    VALUES (new.position, new.title, new.tags, new.body, new.comment, new.initials);
END;
