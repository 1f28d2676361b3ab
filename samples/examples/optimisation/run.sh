#!/bin/sh
# What it took to drill: energy and rate by depth, against the rock, and the figures that wells are compared by.
set -eu

witskit samples --create formation_change --hours 3 -o rig.wits -q
witskit convert rig.wits -o dataset/ --units metric -q
witskit analyze dataset/ -o dataset/ --rig rig.toml

# Where a metre was dear: the energy of each rock, with the rate and the cut that it was drilled with.
witskit query - dataset/ < energy-by-rock.sql

# Key figures, of the same names in each well.
witskit query "SELECT name, round(value, 2) AS value, unit FROM kpis WHERE name IN ('rate_on_bottom', 'rate_gross', 'drilling_weight_to_weight_p50', 'invisible_lost_connections', 'cost_per_length')" dataset/

# What a set-point does, in a program: the weight and speed of the best tenth of each rock.
node set-points.mjs rig.wits
