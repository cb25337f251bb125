#!/bin/sh
# Trunk bundles no imports of plain CSS: its hook joins the sheets to one file, in the order of the cascade.
set -eu
cd "$TRUNK_SOURCE_DIR"
mkdir -p target/trunk
cd style
cat tokens.css base.css layout.css page.css button.css menu.css field.css notice.css share.css table.css dialog.css pages.css query.css edit.css lines.css people.css compare.css metrics.css permissions.css grants.css rights.css account.css control.css jobs.css services.css boot.css >../target/trunk/pilothouse.css
