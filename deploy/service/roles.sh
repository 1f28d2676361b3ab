#!/bin/sh
# Runs once, as the empty database of compose.yaml is made: the owner of the schema, and the role of the service, which may do less.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --dbname witskit --file /run/secrets/roles
psql --set ON_ERROR_STOP=1 --username postgres --dbname witskit --command 'GRANT CREATE ON DATABASE witskit TO witskit_owner'
