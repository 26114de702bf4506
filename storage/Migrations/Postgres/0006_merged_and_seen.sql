-- The idea that an idea was merged into; null where none was named.
ALTER TABLE ideas ADD COLUMN merged_into TEXT COLLATE "C";

-- Up to which position a member has seen their notices. Not derived from the log.
CREATE TABLE notices_seen (
    member_id TEXT COLLATE "C" PRIMARY KEY,
    position  BIGINT NOT NULL
);
