#!/bin/sh
# A dataset in an object store, as it grows. BUCKET is such as s3://rigs; where the store is and its keys stand in the environment.
set -eu

mkdir logs
witskit samples --create multi_well --hours 1 -o logs/monday.wits -q
witskit convert logs/ -o "$BUCKET/north/" --units metric -q

# A question fetches the tables that it names, and nothing twice.
witskit query "SELECT WID AS well, count(*) AS rows FROM r01 GROUP BY ALL ORDER BY ALL" "$BUCKET/north/"

# The next day's log: only what is new is sent, and who reads meanwhile has the state before or the new one.
witskit samples --create connection_sequence --hours 1 -o logs/tuesday.wits -q
witskit convert logs/ -o "$BUCKET/north/" --units metric -q
witskit query "SELECT source, count(*) AS rows FROM r01 GROUP BY ALL ORDER BY ALL" "$BUCKET/north/"
