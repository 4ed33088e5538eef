# For the start.sh of each broker, which is called with `install`, to install what is not there yet,
# or with `serve`, to become the broker. broker.sh tells it:
#   $port     the port on 127.0.0.1
#   $folder   an empty folder for configuration and data
#   $transport  tcp, or tls, ws, wss where its profile.json has them; the certificate for TLS is in
#             $folder/server.pem, its key in $folder/server.key
#   $login    NAME:PASSWORD of the only user, or nothing
#   $config   a file with more lines of configuration, or nothing
#   $cluster  a folder that the nodes of a cluster share, with the files cookie and epmd (a port) for
#             those of Erlang; or nothing
#   $node     which of them it becomes: 1, or 2 when the first one is there; of none, 1
#   $cache    where what was installed is kept
set -euo pipefail
: "${cluster:=}" "${node:=1}"

fail() { echo "$*" >&2; exit 3; }

# need COMMAND PACKAGE: fails unless there is the command, and says what brings it.
need() { command -v "$1" >/dev/null || fail "there is no $1 (package $2)"; }

# free_port: one more port that nobody uses now, for what a broker insists on listening to.
free_port() {
  local found
  while found=$((10000 + RANDOM % 20000)); (: <>"/dev/tcp/127.0.0.1/$found") 2>/dev/null; do :; done
  echo "$found"
}

# installed NAME@VERSION: whether that was installed by `remember` before.
installed() { [ "$(cat "$cache/installed" 2>/dev/null)" = "$1" ]; }
remember() { echo "$1" >"$cache/installed"; }

# once NAME@VERSION COMMAND...: installs into a clean $cache, unless it was done before.
once() {
  installed "$1" && return
  find "$cache" -mindepth 1 -delete
  "${@:2}" || fail "$1 cannot be installed"
  remember "$1"
}

# Debian packages; one that starts a service when it is installed is kept from that.
apt_packages() {
  local policy=/usr/sbin/policy-rc.d package missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" -eq 0 ] || fail "these packages are missing: ${missing[*]}"
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f /usr/sbin/policy-rc.d' RETURN
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

npm_packages() { need npm npm; npm install --prefix "$cache" --no-audit --no-fund --silent "$@"; }

pypi_packages() { need python3 python3-venv; python3 -m venv "$cache" && "$cache/bin/pip" -q install "$@"; }

# go_program PACKAGE@VERSION: into $cache/bin.
go_program() { need go golang; GOBIN=$cache/bin go install "$1"; }

# cargo_program NAME VERSION: into $cache/bin.
cargo_program() { need cargo cargo; cargo install --quiet --locked --root "$cache" --version "$2" "$1"; }

# cargo_folder: the program of the Cargo.toml beside start.sh, into $cache/bin.
cargo_folder() {
  need cargo cargo
  CARGO_TARGET_DIR=$cache/target cargo install --quiet --locked --root "$cache" \
    --path "$(dirname "$0")"
  rm -rf "$cache/target"
}

# maven_jars GROUP:ARTIFACT:VERSION...: those and what they need, into $cache/jars.
maven_jars() {
  need mvn maven
  local each
  {
    echo '<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId>'
    echo '<version>1</version><dependencies>'
    for each in "$@"; do
      IFS=: read -r group artifact version <<<"$each"
      echo "<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId>"
      echo "<version>$version</version></dependency>"
    done
    echo '</dependencies></project>'
  } >"$cache/pom.xml"
  mvn -q -B -f "$cache/pom.xml" dependency:copy-dependencies -DoutputDirectory="$cache/jars"
}

# java_of VERSION: sets $java to that of a JDK of at least that version, looked for in $JAVA_HOME,
# $PATH and /usr/lib/jvm.
java_of() {
  local version
  for java in "${JAVA_HOME:-}/bin/java" "$(command -v java)" /usr/lib/jvm/*/bin/java; do
    [ -x "$java" ] && [ -x "${java}c" ] || continue
    version=$("$java" -version 2>&1 | sed -nE 's/.* version "([0-9]+).*/\1/p')
    [ "${version:-0}" -lt "$1" ] || return 0
  done
  fail "there is no JDK $1 or newer (package default-jdk-headless, or JAVA_HOME)"
}

# become_java VERSION OPTION...: becomes the program Main.java beside start.sh, with the jars of
# maven_jars. It finds what broker.sh tells in its environment.
become_java() {
  local main
  main=$(dirname "$0")/Main.java
  java_of "$1"
  [ "$cache/Main.class" -nt "$main" ] ||
    "${java}c" --release "$1" -cp "$cache/jars/*" -d "$cache" "$main"
  exec "$java" "${@:2}" -cp "$cache:$cache/jars/*" Main
}

# no_login, no_config: for a broker that cannot do it.
no_login() { [ -z "$login" ] || fail "$(basename "$(dirname "$0")") knows no users"; }
no_config() { [ -z "$config" ] || fail "$(basename "$(dirname "$0")") has no configuration file"; }
