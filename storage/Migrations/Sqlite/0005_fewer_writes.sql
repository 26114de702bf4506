-- The score goes in steps now, so that a comment seldom moves its idea in the orders that are kept by it.
UPDATE ideas
SET hot = floor(10 * log10(max(1, support_total + 2 * comments))) / 10 + created_at / 45000000.0;

-- Sixteen full-text segments of a size are merged at once instead of four: each word is rewritten half as often, and a
-- search looks into a few more segments.
INSERT INTO idea_search (idea_search, rank) VALUES ('automerge', 16);
