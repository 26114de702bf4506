-- Ten times the points outweigh thirty days of age now. By half a day of it, as before, hardly anything but age counted
-- where a cluster posts a few ideas a week.
UPDATE ideas
SET hot = floor(10 * log10(max(1, support_total + 2 * comments))) / 10 + created_at / 2592000000.0;
