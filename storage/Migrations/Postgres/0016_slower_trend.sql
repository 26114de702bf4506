-- Ten times the points outweigh thirty days of age now. By half a day of it, as before, hardly anything but age counted
-- where a cluster posts a few ideas a week.
UPDATE ideas
SET hot = floor(10 * log10(CASE WHEN support_total + 2 * comments > 1 THEN support_total + 2 * comments ELSE 1 END)) / 10
    + CAST(created_at AS double precision) / 2592000000.0;
