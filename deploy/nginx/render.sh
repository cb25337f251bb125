#!/bin/sh
# Renders nginx's configuration: render.sh FOLDER writes it into FOLDER, by the variables below. Needs envsubst (Debian:
# gettext-base). Never holds a key: nginx reads keys from the files in KEYS at each call.
set -eu

out=${1:?render.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd)

# Where the console is served, and from where.
: "${LISTEN:=8080}"                               # port, or address:port; more words of nginx's `listen` may follow
: "${SERVER_NAME:=_}"
: "${BASE:=/}"                                    # path of the console, with a slash at both ends
: "${CONSOLE:=/usr/share/pilothouse/console}"     # the built console
: "${ACCESS_LOG:=/dev/stdout}"
: "${MODULES:=/usr/lib/nginx/modules}"

# Who holds the credentials of the API nodes: `user` or `relay`. Those of DSS are the user's own in any case.
: "${KEY_OF:=user}"
: "${KEYS:=/etc/pilothouse/keys}"                 # relay: a file for each system that needs a key, by the system's name
: "${WRITERS:=ADMIN IT}"                          # relay: the roles of the automation API that may change something

# The systems. A name is the path below BASE; its address is in NAME_URL, in capitals: APINODE_URL=https://node:12443
: "${AUTOMATION=${AUTOMATION_URL:+automation}}"    # empty: there is none
: "${NODES:=apinode}"
: "${DROP_FOLDERS=${PACKAGES_URL:+packages}}"      # empty: there is none
: "${DSS=${DSS_URL:+dss}}"                         # empty: there is none
: "${CONFIG:=$here/../config/key-of-$KEY_OF${DSS:+-and-dss}.json}" # the console's config.json
: "${CA:=/etc/ssl/certs/ca-certificates.crt}"     # whose certificates an https system is believed by

fail() {
  echo "render.sh: $*" >&2
  exit 1
}

# A value that ends up in the configuration must not be able to end a directive.
plain() {
  case $2 in
    *[!$3]* | '') fail "$1 is '$2': only letters, digits and what an address or a path needs" ;;
  esac
}

render() {
  # shellcheck disable=SC2016 # the names are meant, not their values
  envsubst '${BASE} ${CA} ${CONF} ${CONFIG} ${CONSOLE} ${ACCESS_LOG} ${FOLDER} ${HOST} ${HOSTNAME} ${KEYS} ${KEY_OF} ${LISTEN}
    ${MODULES} ${NAME} ${PREFIX} ${SCHEME} ${SERVER} ${SERVER_NAME} ${WRITERS}' <"$here/$1" >"$2"
}

# Splits NAME_URL into what nginx wants to know separately.
address() {
  plain "a system's name" "$1" 'a-z0-9_'
  variable=$(printf %s "$1" | tr '[:lower:]' '[:upper:]')_URL
  eval "url=\${$variable:-}"
  [ -n "$url" ] || fail "$variable is missing: the address of $1, such as https://node.example.org:12443"
  plain "$variable" "$url" '][A-Za-z0-9:/._-'
  SCHEME=${url%%://*} rest=${url#*://}
  case $SCHEME in http) port=80 ;; https) port=443 ;; *) fail "$variable must begin with http:// or https://" ;; esac
  HOST=${rest%%/*}
  PREFIX=${rest#"$HOST"}
  PREFIX=${PREFIX%/}
  case $HOST in
    \[*\]) HOSTNAME=$HOST SERVER=$HOST:$port ;;
    *:*) HOSTNAME=${HOST%:*} SERVER=$HOST ;;
    *) HOSTNAME=$HOST SERVER=$HOST:$port ;;
  esac
  NAME=$1
  export NAME SCHEME HOST HOSTNAME SERVER PREFIX
}

system() {
  address "$1"
  render upstream.template "$out/systems/$1.http"
  render to.template "$out/systems/$1.to"
  render "$2" "$out/systems/$1.server"
}

case $BASE in /) ;; //* | *//*) fail "BASE is '$BASE': no two slashes together" ;; /*/) ;; *) fail "BASE is '$BASE': a slash at both ends" ;; esac
plain BASE "$BASE" 'A-Za-z0-9/_-'
plain WRITERS "$WRITERS" 'A-Za-z0-9_ -'
plain LISTEN "$LISTEN" '][A-Za-z0-9.:_= -'
plain SERVER_NAME "$SERVER_NAME" 'A-Za-z0-9._* -'
case $KEY_OF in user | relay) ;; *) fail "KEY_OF is '$KEY_OF': user or relay" ;; esac
[ "$KEY_OF" = user ] || [ -n "$AUTOMATION" ] || fail "KEY_OF=relay needs AUTOMATION: it says who is signed in"

mkdir -p "$out"
out=$(cd "$out" && pwd)
CONF=$out
export ACCESS_LOG BASE CA CONF CONFIG CONSOLE KEYS KEY_OF LISTEN MODULES SERVER_NAME WRITERS
rm -rf "$out/systems"
mkdir "$out/systems"
for file in "$here"/*.conf "$here/admit.js"; do cp "$file" "$out/"; done
render nginx.conf.template "$out/nginx.conf"
render pilothouse.conf.template "$out/pilothouse.conf"
[ -z "$AUTOMATION" ] || system "$AUTOMATION" automation.template
for name in $NODES; do system "$name" node.template; done
for name in $DROP_FOLDERS; do system "$name" drop-folder.template; done
for name in $DSS; do system "$name" dss.template; done

# Nothing to do where the console lies at the root: the page is served as it was built.
rm -f "$out/below.conf"
FOLDER=${BASE%/}
export FOLDER
[ "$BASE" = / ] || render below.template "$out/below.conf"
