-- Who reads the log after the fact, and how far they have come. A tail handles every event up to its position at least
-- once. Whoever takes a tail draws the next term; every write of its holder counts one beat, which others watch to see
-- whether the holder is alive. holder is null when nobody is at work.
CREATE TABLE tails (
    name     TEXT COLLATE "C" PRIMARY KEY,
    position BIGINT NOT NULL,
    term     BIGINT NOT NULL,
    beat     BIGINT NOT NULL,
    holder   TEXT COLLATE "C" NULL
);

-- Events that a tail could not handle and went past. replay_at says since when an operator wants them tried again.
CREATE TABLE parked_events (
    tail      TEXT COLLATE "C" NOT NULL,
    position  BIGINT NOT NULL,
    error     TEXT COLLATE "C" NOT NULL,
    attempts  BIGINT NOT NULL,
    parked_at BIGINT NOT NULL,
    replay_at BIGINT NULL,
    PRIMARY KEY (tail, position)
);
CREATE INDEX parked_events_replay ON parked_events (tail, replay_at, position) WHERE replay_at IS NOT NULL;
