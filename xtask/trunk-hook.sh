#!/bin/sh
# What Trunk does not do by itself; called by the hooks in Trunk.toml: trunk-hook.sh styles|integrity
set -eu
cd "$TRUNK_SOURCE_DIR"

case "$1" in
styles)
  # Trunk bundles no imports of plain CSS: the sheets become one file, in the order of the cascade.
  mkdir -p target/trunk
  (cd style && cat tokens.css base.css layout.css controls.css table.css dialog.css pages.css boot.css) \
    >target/trunk/pilothouse.css
  ;;
integrity)
  # Browsers ignore, and warn of, integrity on a preload that a script fetches: boot.js asks for it instead.
  # The attributes come in any order, with or without quotes. Without a match the build fails.
  page="$TRUNK_STAGING_DIR/index.html"
  sed -E \
    -e 's/(<link[^>]*[[:space:]]as="?fetch[^>]*[[:space:]])integrity=/\1data-integrity=/' \
    -e 's/(<link[^>]*[[:space:]])integrity=([^>]*[[:space:]]as="?fetch)/\1data-integrity=\2/' "$page" >"$page.new"
  mv "$page.new" "$page"
  grep -q ' data-integrity=' "$page" || {
    echo "index.html has no integrity for the wasm" >&2
    exit 1
  }
  ;;
esac
