#!/bin/sh
# What an office alone has: a measure of its own, by the module drilled.mjs, which witskit.toml lists.
set -eu

witskit plugins check
witskit plugins list
witskit samples --create connection_sequence --hours 2 -o day.wits -q
witskit measure drilled-by-hour day.wits --units metric

# The beginning of another one: typed, with a test that runs.
witskit plugins new exporter barrels > /dev/null
ls barrels
