#!/bin/sh
# Two rigs, an edge box at each, a broker between, and a centre that records both. HUB is the broker's URL, NATS with JetStream.
set -eu

# The rigs. Yours are at the ends of lines of their own.
witskit mock-server tcp-listen://127.0.0.1:9875 --data basic_drilling --hours 0.05 --speed max --hold -q > rig-7.url &
first=$!
witskit mock-server tcp-listen://127.0.0.1:9876 --data connection_sequence --hours 0.05 --speed max --hold -q > rig-8.url &
second=$!

# An edge box records, and publishes what it has recorded; what the broker does not take is sent again.
witskit stream rig-7=tcp://127.0.0.1:9875 -o edge-7/ --to-nats "$HUB/rig" -q &
edge7=$!
witskit stream rig-8=tcp://127.0.0.1:9876 -o edge-8/ --to-nats "$HUB/rig" -q &
edge8=$!
trap 'kill $first $second $edge7 $edge8 $centre 2> /dev/null || true' EXIT
centre=

# The centre consumes what all of them publish. A link waits until the broker has the stream.
witskit stream "rigs=$HUB/rig.*.raw?consumer=centre" -o centre/ --units metric -q &
centre=$!

answer() { witskit query "SELECT source, count(*) AS rows, max(timestamp) AS last FROM r01 GROUP BY source ORDER BY source" centre/; }
until answer 2> /dev/null | grep -c 06:02:59 | grep -q 2; do kill -0 "$centre"; sleep 0.2; done
answer

# A row is the same row in both: by the name of the rig, and by the byte at which its frame begins at the edge.
kill "$edge7" "$edge8" "$centre"
wait "$edge7" "$edge8" "$centre"
for rig in 7 8; do
  witskit query "SELECT source, \"offset\", DMEA FROM r01 WHERE source = 'rig-$rig' ORDER BY \"offset\"" edge-$rig/ --format csv > at-the-edge.csv
  witskit query "SELECT source, \"offset\", DMEA FROM r01 WHERE source = 'rig-$rig' ORDER BY \"offset\"" centre/ --format csv > at-the-centre.csv
  cmp at-the-edge.csv at-the-centre.csv && echo "rig-$rig is the same on both sides"
done
