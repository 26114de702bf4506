-- Who reads the log after the fact, and how far they have come. A tail handles every event up to its position at least
-- once. Whoever takes a tail draws the next term; every write of its holder counts one beat, which others watch to see
-- whether the holder is alive. holder is null when nobody is at work.
CREATE TABLE tails (
    name     TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    term     INTEGER NOT NULL,
    beat     INTEGER NOT NULL,
    holder   TEXT NULL
) WITHOUT ROWID;

-- Events that a tail could not handle and went past. replay_at says since when an operator wants them tried again.
CREATE TABLE parked_events (
    tail      TEXT NOT NULL,
    position  INTEGER NOT NULL,
    error     TEXT NOT NULL,
    attempts  INTEGER NOT NULL,
    parked_at INTEGER NOT NULL,
    replay_at INTEGER NULL,
    PRIMARY KEY (tail, position)
) WITHOUT ROWID;
CREATE INDEX parked_events_replay ON parked_events (tail, replay_at, position) WHERE replay_at IS NOT NULL;
