-- Whether an idea has a tag is answered by the index alone, as on SQLite, whose index holds the whole key.
CREATE INDEX idea_tags_of ON idea_tags (idea_id, tag);
DROP INDEX idea_tags_idea;
