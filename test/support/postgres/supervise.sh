#!/bin/sh
# Keeps one PostgreSQL for a test, by the orders on its standard input. When that ends, the test has ended or was
# killed: then the server ends too, and its files go.
# Usage: supervise.sh DIRECTORY COMMAND...
directory=$1
shift

begin() {
  "$@" </dev/null &
  server=$!
}

# Waits for the end: the next server finds the port and the files free. Before the server has its own handlers, a
# process in the background ignores INT and QUIT, and only TERM ends it.
end() {
  kill -TERM "$server" 2>/dev/null
  kill "-$1" "$server" 2>/dev/null
  wait "$server" 2>/dev/null
}

begin "$@"
while read -r order; do
  case $order in
    start) begin "$@" ;;
    stop) end INT ;;
    # Like a machine without power: no last words, and a recovery at the next start.
    crash) end QUIT ;;
  esac
  echo "$order"
done
end QUIT
rm -rf "$directory"
