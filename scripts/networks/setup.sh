#!/bin/sh
# Installs what the tests against real networks need: the Bluesky network (npm); WordPress, MariaDB, PHP, Redis, Postfix and
# Dovecot (Debian).
# Nothing is started, no service is set up, and a second run does nothing. Ends with an error where something is missing.
#
#   PARISHPUMP_CACHE   where it is kept (default ~/.cache/parishpump)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${PARISHPUMP_CACHE:-$HOME/.cache/parishpump}
mkdir -p "$cache"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Without the server packages of Redis, MariaDB and WordPress: those would start services, and a web server, on this machine.
packages="ca-certificates redis-tools mariadb-server-core php-cli php-mysql php-gd php-curl php-mbstring php-xml
    php-getid3 libjs-cropper libjs-underscore openssl"
# What Postfix and Dovecot are linked with. Their own packages would start services, and take the place of a mail server.
packages="$packages libapparmor1 libdb5.3 libexttextcat-2.0-0 libicu72 liblua5.4-0 libnsl2 libpam0g libsasl2-2 libsodium23
    libstemmer0d libtirpc3 libunwind8 libwrap0"
command -v node > /dev/null && command -v npm > /dev/null || packages="$packages nodejs npm build-essential python3"

lacking=
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q '^install ok installed$' || lacking="$lacking $package"
done
if [ -n "$lacking" ] || [ ! -e "$cache/wordpress/ready" ] || [ ! -e "$cache/mail/ready" ]; then
    command -v apt-get > /dev/null || { echo "These tests need Debian or Ubuntu: apt-get is missing." >&2; exit 1; }
    as_root apt-get update -qq
fi
if [ -n "$lacking" ]; then
    echo "Installing from Debian:$lacking"
    # shellcheck disable=SC2086 # one word a package
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends $lacking
fi

if [ ! -e "$cache/wordpress/ready" ]; then
    echo "Unpacking WordPress"
    rm -rf "$cache/wordpress"
    mkdir -p "$cache/wordpress/usr/share"
    packed=$(mktemp -d)
    (cd "$packed" && apt-get download -qq -o APT::Sandbox::User=root wordpress wordpress-theme-twentytwentythree)
    for package in "$packed"/*.deb; do dpkg-deb -x "$package" "$cache/wordpress"; done
    rm -r "$packed"
    # The package links to its neighbours by relative paths.
    ln -sfn /usr/share/php "$cache/wordpress/usr/share/php"
    ln -sfn /usr/share/javascript "$cache/wordpress/usr/share/javascript"
    touch "$cache/wordpress/ready"
fi

if [ ! -e "$cache/mail/ready" ]; then
    echo "Unpacking Postfix and Dovecot"
    rm -rf "$cache/mail"
    mkdir -p "$cache/mail"
    packed=$(mktemp -d)
    (cd "$packed" && apt-get download -qq -o APT::Sandbox::User=root postfix dovecot-core dovecot-imapd)
    for package in "$packed"/*.deb; do dpkg-deb -x "$package" "$cache/mail"; done
    rm -r "$packed"
    touch "$cache/mail/ready"
fi
# Dovecot looks for its parts there and nowhere else.
[ -e /usr/lib/dovecot/imap ] || as_root cp -R "$cache/mail/usr/lib/dovecot" /usr/lib/

if ! cmp -s "$here/bluesky/package-lock.json" "$cache/bluesky/ready"; then
    echo "Installing the Bluesky network (some 360 MB, a few minutes)"
    mkdir -p "$cache/bluesky"
    cp "$here/bluesky/package.json" "$here/bluesky/package-lock.json" "$cache/bluesky/"
    (cd "$cache/bluesky" && npm ci --no-audit --no-fund --loglevel=error)
    (cd "$cache/bluesky" && node -e "require('better-sqlite3')(':memory:')")
    cp "$here/bluesky/package-lock.json" "$cache/bluesky/ready"
fi

for tool in node php redis-check-rdb; do
    command -v "$tool" > /dev/null || { echo "$tool is missing." >&2; exit 1; }
done
[ -x /usr/sbin/mariadbd ] || { echo "mariadbd is missing." >&2; exit 1; }
echo "The real networks are ready in $cache"
