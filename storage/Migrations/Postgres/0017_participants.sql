-- The organisations that take part in the project that came of an idea.
CREATE TABLE idea_participants (
    idea_id         TEXT COLLATE "C" NOT NULL,
    organisation_id TEXT COLLATE "C" NOT NULL,
    since           BIGINT NOT NULL,
    PRIMARY KEY (idea_id, organisation_id)
);
CREATE INDEX idea_participants_organisation ON idea_participants (organisation_id, idea_id);
