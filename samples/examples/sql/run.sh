#!/bin/sh
# Two wells in a dataset, and questions in SQL. The files with the questions stand beside this one.
set -eu

witskit samples --create multi_well --hours 2 -o wells.wits -q
witskit convert wells.wits -o dataset/ --units metric -q

witskit query - dataset/ < metres-by-hour.sql
witskit query - dataset/ < time-by-activity.sql
witskit query - dataset/ -o metres.csv < metres-by-hour.sql     # for a spreadsheet
