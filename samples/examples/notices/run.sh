#!/bin/sh
# A rig that stops its pumps: people are told when it begins, and when it is over. The rules stand in witskit.toml, and logbook.sh is told.
set -eu

witskit config check witskit.toml

# Two hours of a rig, read as fast as they can be told of. Yours is tcp://10.0.0.5:12345, and the stream does not end.
witskit samples --create circulation_break --hours 2 -o day.wits -q
witskit stream "rig-7=file://$PWD/day.wits" -o rig/ --analyze -q

node -e '
  const lines = require("fs").readFileSync("logbook.ndjson", "utf8").trim().split(/\n+/);
  for (const { phase, rule, text } of lines.map((line) => JSON.parse(line))) console.log(`${phase}  ${rule}: ${text}`);
'
