#!/bin/sh
# From a log to a dataset, a chart and an answer. In your own folder, put your log in the place of rig.wits.
set -eu

witskit samples --create basic_drilling --hours 2 -o rig.wits -q

witskit sniff rig.wits | head -9                          # what is it? without head also what each code holds
witskit convert rig.wits -o dataset/ --units metric -q    # a table for each record
witskit plot dataset/ -o rig.html --units metric          # a page for any browser
witskit query "SELECT count(*) AS rows, min(DMEA) AS hole_from, max(DMEA) AS hole_to FROM r01" dataset/
