-- How far a copy or a restore into this database has come, a row for each table that it copies; no rows when none is
-- under way. While there is one, the program does not start on the database. source tells which installation comes in;
-- last_key is the key of the last row that arrived, as JSON.
CREATE TABLE incoming (
    name     TEXT COLLATE "C" PRIMARY KEY,
    source   TEXT COLLATE "C" NOT NULL,
    last_key TEXT COLLATE "C" NULL
);
