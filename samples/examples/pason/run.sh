#!/bin/sh
# An electronic drilling recorder that is silent until it is spoken to, and sends feet and pounds.
set -eu

# The recorder: six minutes of its day. Yours is at the end of a serial line or behind a port.
witskit mock-server tcp-listen://127.0.0.1:9873 --data basic_drilling --hours 0.1 --units fps --pason keep-alive --speed max --hold -q > rig.url &
rig=$!
trap 'kill $rig' EXIT

# The link, the words that make it speak and its units stand in witskit.toml.
witskit stream -o rig/ --to-stdout ndjson -q > frames.ndjson &
recorder=$!
until grep -qs '"timestamp":"2024-03-04T06:05:59' frames.ndjson; do kill -0 "$recorder"; sleep 0.1; done
kill "$recorder"
wait "$recorder"

witskit query "SELECT source, count(*) AS rows, min(DMEA) AS hole_from, max(DMEA) AS hole_to FROM r01 GROUP BY source" rig/
