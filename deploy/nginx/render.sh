#!/bin/sh
# Renders nginx's configuration: render.sh FOLDER writes it into FOLDER, by the variables below. Needs envsubst (Debian:
# gettext-base). Never holds a key: nginx reads keys from the files in KEYS at each call.
set -eu
# nginx's workers read some of it, and nothing of it is secret.
umask 022

out=${1:?render.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd)

# Where the console is served, and from where.
: "${LISTEN:=8080}"                               # port, or address:port; more words of nginx's `listen` may follow
: "${SERVER_NAME:=_}"
: "${BASE:=/}"                                    # path of the console, with a slash at both ends
: "${CONSOLE:=/usr/share/pilothouse/console}"     # the built console
: "${ACCESS_LOG:=/dev/stdout}"
: "${MODULES:=/usr/lib/nginx/modules}"

# Who holds the credentials of the API nodes: `user` or `relay`. Those of DSS and of a control plane are the user's own in any case.
: "${KEY_OF:=user}"
: "${KEYS:=/etc/pilothouse/keys}"                 # relay: a file for each system that needs a key, by the system's name
: "${WRITERS:=ADMIN IT}"                          # relay: the roles of the automation API that may change something

# The systems. A name is the path below BASE; its address is in NAME_URL, in capitals: APINODE_URL=https://node:12443
: "${AUTOMATION=${AUTOMATION_URL:+automation}}"    # empty: there is none
: "${NODES:=apinode}"
: "${DROP_FOLDERS=${PACKAGES_URL:+packages}}"      # empty: there is none
: "${DSS=${DSS_URL:+dss}}"                         # empty: there is none
: "${CONTROL_PLANE=${CONTROL_PLANE_URL:+control_plane}}" # empty: there is none
: "${CONFIG:=}"                                   # the console's config.json; empty: it is made of the systems
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

first() {
  printf %s "${1:-}"
}

# A member of config.json: a system, its base, how one signs in.
member() {
  printf ',\n  "%s": { "base": "%s", "sign_in": "%s" }' "$@"
}

# The console's config.json, of the systems that are relayed. Of several nodes it has the first: what they are called, and which drop
# folder is whose, nobody has told.
compose() {
  case $KEY_OF in relay) sign_in=session ;; *) sign_in=api_key ;; esac
  # shellcheck disable=SC2086 # words are meant
  node=$(first $NODES) folder=$(first $DROP_FOLDERS)
  printf '{\n  "title": "Pilothouse"'
  [ "$KEY_OF" = user ] || printf ',\n  "automation": { "base": "%s" }' "$AUTOMATION"
  printf ',\n  "api_nodes": [\n    { "id": "main", "name": "Main node", "base": "%s", "sign_in": "%s"' "$node" "$sign_in"
  [ -z "$folder" ] || printf ', "packages": "%s"' "$folder"
  printf ' }\n  ]'
  [ -z "$DSS" ] || member dss "$DSS/dip/publicapi" api_key
  [ -z "$CONTROL_PLANE" ] || member control_plane "$CONTROL_PLANE" password
  printf '\n}\n'
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
config=$CONFIG
CONFIG=${CONFIG:-$out/config.json}
export ACCESS_LOG BASE CA CONF CONFIG CONSOLE KEYS KEY_OF LISTEN MODULES SERVER_NAME WRITERS
rm -rf "$out/systems"
mkdir "$out/systems"
for file in "$here"/*.conf "$here"/*.js; do cp "$file" "$out/"; done
render nginx.conf.template "$out/nginx.conf"
render pilothouse.conf.template "$out/pilothouse.conf"
[ -z "$AUTOMATION" ] || system "$AUTOMATION" automation.template
for name in $NODES; do system "$name" node.template; done
for name in $DROP_FOLDERS; do system "$name" drop-folder.template; done
[ -z "$DSS" ] || system "$DSS" dss.template
[ -z "$CONTROL_PLANE" ] || system "$CONTROL_PLANE" control-plane.template
[ -n "$config" ] || compose >"$CONFIG"

# Nothing to do where the console lies at the root: the page is served as it was built.
rm -f "$out/below.conf"
FOLDER=${BASE%/}
export FOLDER
[ "$BASE" = / ] || render below.template "$out/below.conf"
