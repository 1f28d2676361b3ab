#!/bin/sh
# Where the hours went: what rules propose as lost, what people say of it, and the report of the day with both.
set -eu

witskit samples --create comprehensive --hours 9 -o rig.wits -q

echo "What the rows show. Why a rig waits, and what was planned, they cannot know:"
witskit analyze rig.wits --units metric --table npt --format csv | cut -d, -f3-7

# What people say, in told.toml, goes before it. The day with both; -o day.pdf makes sheets to sign. A file to fill in is made by --write-overrides new.toml.
witskit report rig.wits --units metric --day-start 06:00 --overrides told.toml -o day.json -o day.html -q
node hours.mjs day.json
