# For the install.sh of each driver, which is called with `install`, to install what is not there yet,
# or with `command`, to print the words of the command line that starts the driver, a line each.
# client.sh tells it:
#   $cache    where what was installed is kept
# The ways to install are those of the brokers.
folder=$(cd "$(dirname "$0")" && pwd)
. "$folder/../../targets/start_help.sh"

words() { printf '%s\n' "$@"; }

# fresh FILE SOURCE...: whether FILE is there and younger than its sources.
fresh() {
  local source
  for source in "${@:2}"; do [ "$1" -nt "$source" ] || return 1; done
}

# c_driver LIBRARY...: compiles driver.c beside install.sh into $cache/driver.
c_driver() {
  fresh "$cache/driver" "$folder"/*.[ch] "$folder/../help/line_json.h" ||
    cc -std=gnu11 -O1 -Wall -Wno-unused-function -o "$cache/driver" "$folder/driver.c" "$@" -ljansson
}

# go_driver: builds the Go module beside install.sh into $cache/driver.
go_driver() {
  need go golang
  fresh "$cache/driver" "$folder"/*.go "$folder/go.sum" "$folder/../help/go/linejson.go" ||
    nice go build -C "$folder" -o "$cache/driver"
}
