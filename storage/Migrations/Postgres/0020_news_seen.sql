-- Up to which position a member has seen their news. Not derived from the log.
CREATE TABLE news_seen (
    member_id TEXT COLLATE "C" PRIMARY KEY,
    position  BIGINT NOT NULL
);
