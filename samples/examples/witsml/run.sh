#!/bin/sh
# Logs and the report of a day for an operator's store, which takes WITSML and no WITS.
set -eu

witskit samples --create basic_drilling --hours 0.7 -o rig.wits -q

# A log a record, for a server of 1.4.1.1. The names in report.toml are those of the well in the store; WITSML tells every time with its zone.
witskit export rig.wits -o logs/ --witsml 1.4.1.1 --units metric --tz Europe/Oslo
grep -E -A 4 -m 1 '<logCurveInfo uid="HKLA"' logs/r01.xml

# The same for a store of 2.1: an object a document, and nothing but records 01 and 07.
witskit export rig.wits -o objects/ --witsml 2.1 --units metric --tz Europe/Oslo --records 1,7

# The day as a drillReport.
witskit report rig.wits --units metric --tz Europe/Oslo -o day.xml -q
grep -c '<activity' day.xml

# And back: what comes as WITSML becomes columns, as a log of WITS does.
witskit convert logs/r01.xml -o back/ -q
witskit query "SELECT count(*) AS rows, max(HKLA) AS hookload FROM log" back/
