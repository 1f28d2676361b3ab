#!/bin/sh
# A feed with a numbering of its own: it is read as it is meant, by a map, and nothing has to be renumbered.
set -eu

# What such a feed looks like: block position and hookload at each other's codes, and what the specification does not have.
witskit samples --create basic_drilling --hours 0.5 -o - -q |
  sed -e 's/^0112/XXXX/' -e 's/^0114/0112/' -e 's/^XXXX/0114/' -e 's/^0121\(.*\)/0121\1\n6308\1/' > vendor.wits

witskit validate vendor.wits                 # 6308 is in no catalog
witskit symbols PPRS --map vendor.csv        # what the map says
witskit convert vendor.wits -o dataset/ --units metric --map vendor.csv -q
witskit query "SELECT timestamp, r01.HKLA, r01.BPOS, r63.PPRS FROM r01 JOIN r63 USING (timestamp) LIMIT 3" dataset/
