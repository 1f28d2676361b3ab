#!/bin/sh
# A notice comes as JSON on standard input: a line of it goes into the book.
cat >> logbook.ndjson
echo >> logbook.ndjson
