#!/bin/sh
# Where the rock changes, what may be worth a look, and a chart by depth.
set -eu

witskit samples --create formation_change --hours 3 -o rig.wits -q

witskit analyze rig.wits --units metric --rig rig.toml --table formations --format csv |
  awk -F, 'NR > 1 { printf "%.1f m: %s above, %s below, sure by %.3f\n", $3, $4, $5, $6 }'
witskit analyze rig.wits --units metric --rig rig.toml --table intervals --format csv |
  awk -F, 'NR > 1 { printf "%.1f to %.1f m: %.1f ohm m, %.0f %% of it shale: worth a look, no claim\n", $3, $4, $6, 100 * $7 }'
witskit plot rig.wits -o rig.html --units metric --index depth --analyze -q
