-- The same threes of every text, so what is indexed stays right.
CREATE OR REPLACE FUNCTION search_grams(searched text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
  WHEN octet_length(searched) <= 1000 AND searched !~ '[\u2190-\U0010ffff]' THEN ARRAY(
    SELECT substr(CASE WHEN nth = 1 THEN word ELSE ' ' || word END, n, 3)
    FROM string_to_table(searched, ' ') WITH ORDINALITY AS one (word, nth),
      generate_series(1, CASE WHEN nth = 1 THEN length(word) - 2 ELSE length(word) - 1 END) AS n
  )
  ELSE (
    SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
      SELECT a, lead(a) OVER (ORDER BY n) AS b, lead(a, 2) OVER (ORDER BY n) AS c
      FROM unnest(string_to_array(searched, NULL)) WITH ORDINALITY AS one (a, n)
    ) run CROSS JOIN LATERAL unnest(CASE
      WHEN a COLLATE "C" >= U&'\2190' THEN ARRAY[a, CASE WHEN b COLLATE "C" >= U&'\2190' THEN a || b END]
      WHEN b <> ' ' AND c <> ' ' AND b COLLATE "C" < U&'\2190' AND c COLLATE "C" < U&'\2190' THEN ARRAY[a || b || c]
    END) AS gram WHERE gram IS NOT NULL
  )
END;
