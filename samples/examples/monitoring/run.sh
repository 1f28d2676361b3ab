#!/bin/sh
# What a recorder tells those who watch over it, while all is well and when the rig has gone.
set -eu

witskit mock-server tcp-listen://127.0.0.1:9874 --data basic_drilling --hours 0.1 --speed max --hold -q > rig.url &
rig=$!
witskit stream rig-7=tcp://127.0.0.1:9874 -o rig/ --units metric --monitor 127.0.0.1:9464 --log json --to-stdout ndjson > frames.ndjson 2> log.json &
recorder=$!
trap 'kill $rig $recorder 2> /dev/null || true' EXIT

# What curl does; Node is there in any case.
ask() { node -e 'fetch(process.argv[1]).then(async (answer) => process.stdout.write(await answer.text()))' "http://127.0.0.1:9464$1"; }
until grep -qs '"timestamp":"2024-03-04T06:05:59' frames.ndjson; do kill -0 "$recorder"; sleep 0.1; done

echo "all is well:"
ask /ready
ask /metrics | grep -E '^witskit_link_(bytes_total|state.*open|connections_total)|^witskit_journal_trouble'

kill "$rig"
until ask /ready | grep -q 'not ready'; do kill -0 "$recorder"; sleep 0.1; done
echo "the rig is gone:"
ask /metrics | grep -E '^witskit_link_state.*open|^witskit_journal_trouble'
ask /health      # the program itself is alive: nothing has to be restarted

kill "$recorder"
wait "$recorder"
