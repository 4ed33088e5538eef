# For the install.sh of each driver, which is called with `install`, to install what is not there
# yet, or with `command`, to print the words of the command line that starts the driver, a line
# each. client.sh tells it:
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
    cc -std=gnu11 -O1 -Wall -Wno-unused-function -o "$cache/driver" "$folder/driver.c" "$@" \
      -ljansson
}

# go_driver: builds the Go module beside install.sh into $cache/driver.
go_driver() {
  need go golang
  fresh "$cache/driver" "$folder"/*.go "$folder/go.sum" "$folder/../help/go/linejson.go" ||
    nice go build -C "$folder" -o "$cache/driver"
}

# java_driver GROUP:ARTIFACT:VERSION...: those and Gson as jars, and the classes beside install.sh,
# into $cache. The archive of loaded classes, made by a session, halves the time to start.
java_driver() {
  once "$*" maven_jars com.google.code.gson:gson:2.11.0 "$@"
  java_of 17
  fresh "$cache/made" "$folder"/*.java "$folder/../help/LineJson.java" && return
  rm -rf "$cache/classes"*
  nice "${java}c" --release 17 -cp "$cache/jars/*" -d "$cache/classes" "$folder"/*.java \
    "$folder/../help/LineJson.java"
  (cd "$cache/classes" && "${java%java}jar" cf "$cache/classes.jar" .)
  local words
  mapfile -t words < <(java_words -XX:ArchiveClassesAtExit="$cache/classes.jsa")
  "$folder/../help/rehearse.py" "${words[@]}" >/dev/null 2>&1
  touch "$cache/made"
}

java_words() {
  java_of 17
  local jars=("$cache"/classes.jar "$cache"/jars/*.jar)
  words "$java" "${1:--XX:SharedArchiveFile=$cache/classes.jsa}" -Xshare:auto -Xlog:disable \
    -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10 \
    -cp "$(IFS=:; echo "${jars[*]}")" Main "$folder/ready.json"
}
