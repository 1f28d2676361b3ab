SELECT lithology AS rock, round(min(depth), 1) AS top, round(max(depth), 1) AS base,
       round(median(rate), 1) AS rate, round(median(mse)) AS mse, round(median(depth_of_cut), 2) AS cut
FROM (
  SELECT *, sum(changed) OVER (ORDER BY depth) AS piece
  FROM (SELECT *, (lithology IS DISTINCT FROM lag(lithology) OVER (ORDER BY depth))::INT AS changed FROM depth WHERE mse IS NOT NULL AND lithology IS NOT NULL)
)
GROUP BY piece, lithology HAVING count(*) > 20 ORDER BY top;
