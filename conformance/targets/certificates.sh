# shellcheck shell=bash
# For broker.sh and cluster.sh: certificates of an authority of their own.

# certify FOLDER NAME ARGUMENTS...: makes FOLDER/NAME.key and FOLDER/NAME.pem, a certificate for a day.
certify() {
  openssl req -new -x509 -days 1 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
    -keyout "$1/$2.key" -out "$1/$2.pem" -subj "/CN=$2" "${@:3}" 2>>"$1/output"
}

# make_certificates FOLDER: an authority, and the broker's certificate by it.
make_certificates() {
  certify "$1" ca &&
    certify "$1" server -CA "$1/ca.pem" -CAkey "$1/ca.key" -addext basicConstraints=CA:FALSE \
      -addext subjectAltName=IP:127.0.0.1,DNS:localhost
}
