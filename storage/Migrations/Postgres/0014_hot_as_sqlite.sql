-- The score is reckoned in floating point throughout now, as on SQLite: a rebuild gives the same to the last digit.
UPDATE ideas
SET hot = floor(10 * log10(CASE WHEN support_total + 2 * comments > 1 THEN support_total + 2 * comments ELSE 1 END)) / 10
    + CAST(created_at AS double precision) / 45000000.0;
