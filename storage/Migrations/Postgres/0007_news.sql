-- What happened to ideas that a member follows. The tail "news" writes it after the fact, for an idea may have more
-- followers than an append can wait for; a rebuild of the read models leaves it alone. comment_id is set for a comment,
-- stage for a new stage.
CREATE TABLE news (
    member_id  TEXT COLLATE "C" NOT NULL,
    position   BIGINT NOT NULL,
    idea_id    TEXT COLLATE "C" NOT NULL,
    comment_id TEXT COLLATE "C" NULL,
    stage      TEXT COLLATE "C" NULL,
    by_id      TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (member_id, position)
);
