#!/bin/sh
# Signs an event, or a list of events, and sends it to a source of type generic.
#
#   RELEASE_EVIDENCE_URL     https://<portal>/api/release-evidence/webhooks/<source>
#   RELEASE_EVIDENCE_SECRET  the secret of the source
#
#   send-event.sh event.json       or       … | send-event.sh
set -eu
: "${RELEASE_EVIDENCE_URL:?names no webhook}"
: "${RELEASE_EVIDENCE_SECRET:?is not set}"

body=$(mktemp)
trap 'rm -f "$body"' EXIT
cat "${1:--}" >"$body"

# The signature covers the bytes that are sent, so both take the same file.
signature=$(openssl dgst -sha256 -hmac "$RELEASE_EVIDENCE_SECRET" -r <"$body" | cut -d ' ' -f 1)

curl --silent --show-error --fail-with-body --retry 5 --max-time 30 \
  --header 'Content-Type: application/json' \
  --header "X-Signature-256: sha256=$signature" \
  --data-binary "@$body" \
  "$RELEASE_EVIDENCE_URL"
