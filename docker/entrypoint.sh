#!/bin/sh
# Writes Odoo's configuration file from the secrets, then runs Odoo or what it is told.
# A secret is the variable NAME itself, or the file that NAME_FILE names.
set -eu

secret() {
    eval "value=\${$1:-} file=\${${1}_FILE:-}"
    if [ -z "$value" ] && [ -n "$file" ] && [ -r "$file" ]; then
        value=$(cat "$file")
    fi
    if [ -z "$value" ]; then
        echo "otop: $2 is missing: put it into $1, or into a readable file named by ${1}_FILE" >&2
        exit 1
    fi
    printf '%s' "$value"
}

db_password=$(secret OTOP_DB_PASSWORD "the password of the database")
master_password=$(secret OTOP_MASTER_PASSWORD "Odoo's master password")
if [ "$master_password" = admin ]; then
    echo "otop: the master password must not be the default one" >&2
    exit 1
fi

OTOP_DB=${OTOP_DB:-otop}
OTOP_CONF=${OTOP_CONF:-/tmp/odoo.conf}
here=$(dirname "$0")
umask 077
{
    cat "$here/odoo.conf"
    echo "db_host = ${OTOP_DB_HOST:-db}"
    echo "db_user = ${OTOP_DB_USER:-odoo}"
    echo "db_password = $db_password"
    echo "db_name = $OTOP_DB"
    echo "dbfilter = ^$OTOP_DB\$"
    echo "admin_passwd = $master_password"
    echo "workers = ${OTOP_WORKERS:-4}"
} > "$OTOP_CONF"
OTOP_DATA=${OTOP_DATA:-/var/lib/odoo}
export OTOP_DB OTOP_CONF OTOP_DATA ODOO_RC="$OTOP_CONF"

# Whoever serves holds the lock of the data together with others of his kind; whoever changes the database under a
# server's feet holds it alone. The kernel gives it back when its holder ends, however it ends.
exec 9> "$OTOP_DATA/.serving"
alone() {
    if ! flock --exclusive --nonblock 9; then
        echo "otop: a server is still at work with this database: first \`docker compose stop odoo\`" >&2
        exit 1
    fi
}
keep() {
    OTOP_DB_HOST=${OTOP_DB_HOST:-db} OTOP_DB_USER=${OTOP_DB_USER:-odoo} OTOP_DB_PASSWORD=$db_password \
        python3 -m otop_cli.production "$@"
}

case "$1" in
    init)
        alone
        shift
        keep finish
        exec "$here/init.sh" "$@"
        ;;
    restore)
        alone
        keep "$@"
        ;;
    backup)
        keep "$@"
        ;;
    *)
        if ! flock --shared --nonblock 9; then
            echo "otop: the database is being updated or restored: wait until that has ended" >&2
            exit 1
        fi
        exec "$@"
        ;;
esac
