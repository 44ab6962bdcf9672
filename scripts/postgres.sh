#!/usr/bin/env bash
# A throw-away PostgreSQL for tests and for trying the queue on one machine. Not for work that matters: it is fast and forgets (fsync is off).
#
#   scripts/postgres.sh start DIRECTORY     makes and starts it on a free port of 127.0.0.1, and prints its URL (password included; also in DIRECTORY/url)
#   scripts/postgres.sh stop DIRECTORY      stops it; the directory stays
#   scripts/postgres.sh restart DIRECTORY   as a crash would: processes are ended without a word, and the log is replayed
#
# Needs PostgreSQL 13 or newer: in PATH, or Debian's in /usr/lib/postgresql (scripts/toolchains.sh installs it). It refuses to run as root; this
# script then runs it as the user postgres, or nobody.
set -euo pipefail

usage() { sed -n 's/^#  *\(scripts.*\)/usage: \1/p' "$0" >&2; exit 2; }
[[ $# -eq 2 ]] || usage
command=$1 directory=$2

# The newest of Debian's, else what is in PATH.
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
[[ -x $bin/initdb ]] || bin=$(dirname "$(command -v initdb || true)")
if [[ ! -x $bin/initdb || ! -x $bin/pg_ctl ]]; then
    echo "no PostgreSQL: expected initdb and pg_ctl in PATH or /usr/lib/postgresql/*/bin; on Debian: apt-get install postgresql" >&2
    exit 3
fi

as_user=()
if [[ $(id -u) -eq 0 ]]; then
    user=postgres
    id -u "$user" > /dev/null 2>&1 || user=nobody
    as_user=(setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups --reset-env)
fi
# From a directory that every user may stand in.
server() { (cd / && LC_ALL=C "${as_user[@]}" "$bin/pg_ctl" -D "$data" -l "$data/log" -w -t 60 "$@" > /dev/null); }

start() {
    mkdir -p "$directory"
    data=$(cd "$directory" && pwd)/data
    if [[ -e $data ]]; then
        echo "$data is there already: expected a directory without a server" >&2
        exit 2
    fi
    local password passwords port attempt
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    umask 077
    mkdir "$data"
    passwords=$data.password
    echo "$password" > "$passwords"
    [[ ${#as_user[@]} -eq 0 ]] || chown "$user" "$data" "$passwords"
    (cd / && LC_ALL=C "${as_user[@]}" "$bin/initdb" -D "$data" -U vntr --pwfile="$passwords" --auth=scram-sha-256 -E UTF8 --no-locale --no-sync > "$directory/initdb.log")
    rm "$passwords"
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
        # Not one of those that the system gives to clients.
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        cat > "$data/postgresql.auto.conf" << CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
fsync = off
max_connections = 200
CONF
        if server start; then
            echo "postgres://vntr:$password@127.0.0.1:$port/postgres" | tee "$directory/url"
            return
        fi
    done
    echo "PostgreSQL does not start:" >&2
    tail -5 "$data/log" >&2
    exit 3
}

case $command in
    start) start ;;
    stop | restart)
        data=$(cd "$directory" && pwd)/data
        server "$command" -m immediate
        ;;
    *) usage ;;
esac
