-- Whether recommendations may use what the member does.
ALTER TABLE members ADD COLUMN uses_activity INTEGER NOT NULL DEFAULT 1;
