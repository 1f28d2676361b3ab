#!/bin/sh
# A dataset as WITS again, for a receiver with codes, units and a dialect of its own.
set -eu

witskit samples --create basic_drilling --hours 0.1 -o rig.wits -q
witskit convert rig.wits -o dataset/ --units metric -q

# The same frames: values and times are the same when they are read back.
witskit export dataset/ -o again.wits --records 1 -q
witskit convert again.wits -o again/ --units metric -q
ask() { witskit query "SELECT timestamp, DMEA, DBTM, HKLA FROM r01 ORDER BY timestamp" "$1" --format csv; }
ask dataset/ > before.csv
ask again/ > after.csv
cmp before.csv after.csv && echo "the same rows"

# For a receiver that has depths in feet at 0114, hookloads in klb at 0112, commas, and -999.25 where there is nothing.
witskit export dataset/ -o receiver.wits --records 1 --map-out receiver.csv --decimals 2 --decimal-out comma --nulls-out -999.25 --vendor WITSKIT 2> told.txt
head -n 20 receiver.wits | tr -d '\r' | grep -E '^(1984|0110|0112|0114)'
cat told.txt
