#!/bin/sh
# Makes the database the first time, and brings the add-ons up to date after that. Run by entrypoint.sh.
# Ended half-way, it goes on where it was: the administrator has a password before the suite is installed,
# and only the suite's own installation tells a finished database.
set -eu

ADDONS=otop_centre,otop_centre_pos,otop_centre_reports
here=$(dirname "$0")

installed() {
    script is_installed.py 2> /dev/null | grep -qx installed
}

run() {
    odoo --no-http --workers=0 --max-cron-threads=0 --stop-after-init "$@"
}

script() {
    odoo shell --no-http --workers=0 --max-cron-threads=0 --log-level=warn < "$here/scripts/$1"
}

first_password() {
    if [ -z "${OTOP_ADMIN_PASSWORD:-}" ] && [ -r "${OTOP_ADMIN_PASSWORD_FILE:-}" ]; then
        OTOP_ADMIN_PASSWORD=$(cat "$OTOP_ADMIN_PASSWORD_FILE")
    fi
    if [ "$(printf '%s' "${OTOP_ADMIN_PASSWORD:-}" | wc -m)" -lt 12 ]; then
        echo "otop: the first administrator needs a password of at least 12 letters:" \
            "put it into OTOP_ADMIN_PASSWORD, or into a readable file named by OTOP_ADMIN_PASSWORD_FILE" >&2
        exit 1
    fi
    export OTOP_ADMIN_PASSWORD
}

if installed; then
    run -u "$ADDONS" -i "$ADDONS"
else
    first_password
    run -i base
    script administrator.py
    script company.py
    run -i "$ADDONS" --load-language=th_TH
fi
script addresses.py
script duties.py
