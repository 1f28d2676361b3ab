-- Metres drilled in each hour, of each well, in the SQL of PostgreSQL.
SELECT wid AS well, date_trunc('hour', "timestamp") AS hour,
       round((max(dmea) - min(dmea))::numeric, 2)::float8 AS metres, count(*) AS rows
FROM r01 GROUP BY 1, 2 HAVING max(dmea) > min(dmea) ORDER BY 1, 2;
