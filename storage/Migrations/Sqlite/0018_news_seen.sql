-- Up to which position a member has seen their news. Not derived from the log.
CREATE TABLE news_seen (
    member_id TEXT PRIMARY KEY,
    position  INTEGER NOT NULL
) WITHOUT ROWID;
