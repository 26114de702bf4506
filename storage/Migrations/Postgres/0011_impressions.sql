-- What was recommended to whom, once a day; thrown away after some time. Not derived from the log. day counts from 1970.
CREATE TABLE shown_recommendations (
    day       BIGINT NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    item_id   TEXT COLLATE "C" NOT NULL,
    model     TEXT COLLATE "C" NOT NULL,
    place     INTEGER NOT NULL,
    is_opened INTEGER NOT NULL,
    PRIMARY KEY (day, member_id, kind, item_id)
);
