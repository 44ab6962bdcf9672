#!/bin/sh
# Run by the image of PostgreSQL when its database is made: the two roles of the queue. `vntr queue init` gives them their rights.
set -eu
psql -v ON_ERROR_STOP=1 -v coordinator="$COORDINATOR_PASSWORD" -v worker="$WORKER_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" << 'SQL'
CREATE ROLE vntr_coordinator LOGIN PASSWORD :'coordinator';
CREATE ROLE vntr_worker LOGIN PASSWORD :'worker';
SQL
