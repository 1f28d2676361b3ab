#!/bin/sh
# A line that nobody can read or forge, a recorder that shows no secret, and files that only their owner reads.
set -eu
umask 077

# The rig speaks TLS. In earnest its certificate is from your own authority; here it makes one, for a client to trust.
witskit mock-server tls-listen://127.0.0.1:9875 --data basic_drilling --hours 0.1 --speed max --hold -q --write-cert rig.pem > rig.url &
rig=$!
trap 'kill $rig' EXIT
until [ -s rig.url ]; do kill -0 "$rig"; sleep 0.1; done

# Whoever does not trust that certificate reads nothing, and is told why.
witskit decode tls://127.0.0.1:9875 --limit 1 || echo "exit code $?"

# Whoever does, reads.
witskit decode 'tls://127.0.0.1:9875?ca=rig.pem' --limit 1 | head -3

# A password comes from a file that nobody else may read, and stands in no list of processes and no message.
printf 'mqtts://office:s3cret@broker.example:8883/rigs' > to-mqtt
WITS_TO_MQTT_FILE=to-mqtt witskit config show stream | grep to-mqtt

# What may stand in witskit.toml is checked before it runs: a key that nobody knows stops the command.
witskit config check
