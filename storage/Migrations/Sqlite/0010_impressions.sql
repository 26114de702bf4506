-- What was recommended to whom, once a day; thrown away after some time. Not derived from the log. day counts from 1970.
CREATE TABLE shown_recommendations (
    day       INTEGER NOT NULL,
    member_id TEXT NOT NULL,
    kind      TEXT NOT NULL,
    item_id   TEXT NOT NULL,
    model     TEXT NOT NULL,
    place     INTEGER NOT NULL,
    is_opened INTEGER NOT NULL,
    PRIMARY KEY (day, member_id, kind, item_id)
) WITHOUT ROWID;
