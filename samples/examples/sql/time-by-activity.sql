-- Minutes by activity, as the feed itself says it: item 0107.
SELECT r01.WID AS well, coalesce(activity.name, 'not said') AS activity,
       round(sum(least(seconds, 60)) / 60, 1) AS minutes
FROM (SELECT *, date_diff('second', timestamp, lead(timestamp) OVER (PARTITION BY WID ORDER BY timestamp)) AS seconds FROM r01) AS r01
LEFT JOIN activity_codes AS activity ON activity.code = r01.ACTC
GROUP BY ALL ORDER BY well, minutes DESC LIMIT 6;
