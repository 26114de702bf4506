-- The idea that an idea was merged into; null where none was named.
ALTER TABLE ideas ADD COLUMN merged_into TEXT;

-- Up to which position a member has seen their notices. Not derived from the log.
CREATE TABLE notices_seen (
    member_id TEXT PRIMARY KEY,
    position  INTEGER NOT NULL
) WITHOUT ROWID;
