#!/bin/sh
# A rig that sends, a recorder that loses nothing, and somebody who asks meanwhile. Put the address of your rig in the place of 127.0.0.1:9872.
set -eu

# The rig: six minutes of drilling, as fast as it is read. It stays on the line at the end, as rigs do.
witskit mock-server tcp-listen://127.0.0.1:9872 --data basic_drilling --hours 0.1 --speed max --hold -q > rig.url &
rig=$!
witskit stream rig-7=tcp://127.0.0.1:9872 -o rig/ --units metric -q &
recorder=$!
trap 'kill $rig $recorder 2> /dev/null || true' EXIT

# The recorder runs, and what has not become a part yet is in its journal: an answer has both. Until the last second of the six minutes is there:
answer() { witskit query "SELECT source, count(*) AS rows, max(timestamp) AS last FROM r01 GROUP BY source" rig/; }
until answer 2> /dev/null | grep -q 06:05:59; do kill -0 "$recorder"; sleep 0.1; done
answer

# A person would press Ctrl-C. It makes parts of what has arrived, and ends.
kill "$recorder"
wait "$recorder"
witskit query "SELECT count(*) AS rows, max(DMEA) AS hole FROM r01" rig/ --no-journal

# The same line in a program: watch.mjs stands beside this file.
node watch.mjs tcp://127.0.0.1:9872
