-- What waits, for operators: counted with every page of theirs.
CREATE INDEX introductions_open ON introductions (id) WHERE state = 'Open';
