-- Metres drilled in each hour, of each well.
SELECT WID AS well, date_trunc('hour', timestamp) AS hour,
       round(max(DMEA) - min(DMEA), 2) AS metres, count(*) AS rows
FROM r01 GROUP BY ALL HAVING max(DMEA) > min(DMEA) ORDER BY ALL;
