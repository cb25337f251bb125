#!/bin/sh
# Renders nginx's configuration by the variables that render.sh knows, and becomes nginx.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
run=${RUN_FOLDER:-/run/pilothouse}

"$here/../nginx/render.sh" "$run/conf"
exec nginx -p "$run" -c "$run/conf/nginx.conf" -g 'daemon off;'
