#!/bin/sh
# The browser tests drive a Chromium. Use the one there is; else install Debian's where that is allowed; else say what
# to install. Nothing is skipped silently: DOICHIEU_SKIP_BROWSER=1 says that one wants to go without, except in CI.
set -u

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done

if [ "${DOICHIEU_SKIP_BROWSER:-}" = 1 ] && [ "${CI:-}" != true ]; then
    echo "No Chromium: the browser tests will be skipped, as DOICHIEU_SKIP_BROWSER=1 says."
    exit 0
fi

as_root=""
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
        as_root="sudo -n"
    else
        as_root="none"
    fi
fi

if [ "$as_root" != none ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests (once) …"
    log=$(mktemp)
    if $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >"$log" 2>&1 &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
            chromium fonts-noto-cjk >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -n 15 "$log" >&2
    rm -f "$log"
    echo "Chromium could not be installed." >&2
fi

echo "The browser tests need Chromium, and a Chinese font to look at: install 'chromium' and 'fonts-noto-cjk'" >&2
echo "(on Debian: apt-get install chromium fonts-noto-cjk), or run with DOICHIEU_SKIP_BROWSER=1 to go without." >&2
exit 1
