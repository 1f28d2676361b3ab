#!/bin/sh
# A dataset into PostgreSQL, once, and questions there. DATABASE is its URL, and WITS_DATABASE_PASSWORD_FILE names a file with the password.
set -eu

witskit samples --create multi_well --hours 2 -o wells.wits -q
witskit convert wells.wits -o dataset/ --units metric -q

# The statements that would make the tables, and nothing is run.
witskit load dataset/ --to "$DATABASE" --dry-run > tables.sql
grep -c 'CREATE TABLE' tables.sql

# The second time there is nothing that is new; whoever is killed in the middle does the same again.
witskit load dataset/ --to "$DATABASE" -q
witskit load dataset/ --to "$DATABASE" 2>&1 | sed 's/.*: //'

witskit query --database "$DATABASE" - < metres-by-hour.sql

# The same question to the dataset itself has the same answer.
witskit query "SELECT count(*) AS rows, max(DMEA) AS deepest FROM r01" dataset/ --format json > here.json
witskit query --database "$DATABASE" "SELECT count(*) AS rows, max(DMEA) AS deepest FROM r01" --format json | cmp - here.json
