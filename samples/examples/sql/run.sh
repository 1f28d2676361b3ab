#!/bin/sh
# Two wells in a dataset, and questions in SQL. The files with the questions stand beside this one.
set -eu

witskit samples --create multi_well --hours 2 -o wells.wits -q
witskit convert wells.wits -o dataset/ --units metric -q

witskit query - dataset/ < metres-by-hour.sql
witskit query - dataset/ < time-by-activity.sql

# The same rows in a database: a file of SQLite here; --to postgres://rig@db/wells is one of PostgreSQL. What is there already is left out.
witskit load dataset/ --to "sqlite://$PWD/wells.db" -q
witskit query --database "sqlite://$PWD/wells.db" "SELECT WID AS well, count(*) AS rows FROM r01 GROUP BY WID ORDER BY WID"
