-- Full text. The analyser cuts the words and gives each its place; the weights are A title, B tags and the initial
-- consonants of the title, C body, D comment. One row an idea and one a comment.
CREATE TABLE idea_search (
    position BIGINT PRIMARY KEY,
    idea_id  TEXT COLLATE "C" NOT NULL,
    hidden   BIGINT NOT NULL,
    words    TSVECTOR NOT NULL
);
CREATE INDEX idea_search_words ON idea_search USING gin (words);
-- The planner's statistics tell which words are common; with this many they tell it of the 10,000 commonest.
ALTER TABLE idea_search ALTER COLUMN words SET STATISTICS 1000;

-- A name, B tags and the initial consonants of the name, C products, D offers and needs.
CREATE TABLE organisation_search (
    position        BIGINT PRIMARY KEY,
    organisation_id TEXT COLLATE "C" NOT NULL,
    words           TSVECTOR NOT NULL
);
CREATE INDEX organisation_search_words ON organisation_search USING gin (words);
