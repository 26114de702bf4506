-- The organisations that take part in the project that came of an idea.
CREATE TABLE idea_participants (
    idea_id         TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    since           INTEGER NOT NULL,
    PRIMARY KEY (idea_id, organisation_id)
) WITHOUT ROWID;
CREATE INDEX idea_participants_organisation ON idea_participants (organisation_id, idea_id);
