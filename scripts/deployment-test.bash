#!/usr/bin/env bash
# Tests the files that Tastemaker is deployed with: their grammar, and the scripts among them.
# What they say, DeploymentFilesTest checks; what Nginx does with them, TwoNodesTest.
set -euo pipefail

repository=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
deploy=$repository/deploy
work=$(mktemp -d "${TMPDIR:-/tmp}/deployment test.XXXXXX")
trap 'rm -rf "$work"' EXIT
failures=0 checks=0

# check WHAT WANTED-PATTERN GOT
check() {
  checks=$((checks + 1))
  # shellcheck disable=SC2053
  if [[ $3 != $2 ]]; then
    failures=$((failures + 1))
    printf 'FAILED: %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3" >&2
  fi
}

# The linters are installed once for each state of the list of them.
lint=$deploy/lint
if [[ ! $lint/node_modules/.package-lock.json -nt $lint/package-lock.json ]]; then
  npm ci --prefix "$lint" --no-audit --no-fund --loglevel=error >&2 || {
    printf 'The linters cannot be had from npm. Without them: ./test --without-linters\n' >&2
    exit 4
  }
  touch "$lint/node_modules/.package-lock.json"
fi
node "$lint/lint.mjs" "$repository"

# Secrets: given ones are taken, others are made once, and nobody else can read them.
mkdir "$work/given" "$work/to"
echo "a given password" >"$work/given/database-password"
said=$(bash "$deploy/make-secrets" "$work/given" "$work/to" "$(id -u):$(id -g)")
check "what is done is said" "*database-password: as given*account-secret: made*operator-key: made*settings.json: empty*" "$said"
check "a given secret is taken" "a given password" "$(cat "$work/to/database-password")"
check "a made one is long" "43" "$(printf %s "$(cat "$work/to/operator-key")" | wc -c)"
check "two made ones differ" "no" "$(cmp -s "$work/to/operator-key" "$work/to/account-secret" && echo yes || echo no)"
check "nobody else reads them" "400 400 400 400" "$(stat -c %a "$work/to"/* | paste -s -d ' ')"
check "contents are not said" "no" "$(grep -qF "$(cat "$work/to/operator-key")" <<<"$said" && echo yes || echo no)"
before=$(cat "$work/to/account-secret")
echo '{"tastemaker.mail.password": "x"}' >"$work/given/settings.json"
said=$(bash "$deploy/make-secrets" "$work/given" "$work/to" "$(id -u):$(id -g)")
check "made ones are kept" "$before" "$(cat "$work/to/account-secret")"
check "a file that comes later counts" '*tastemaker.mail.password*' "$(cat "$work/to/settings.json")"

# Certificates: asked for only with a name and an address, and a failure is not the end.
cat >"$work/certbot" <<'CERTBOT'
#!/bin/sh
echo "$*" >>"$CERTBOT_CALLS"
exit 1
CERTBOT
chmod +x "$work/certbot"
export CERTBOT=$work/certbot CERTBOT_CALLS=$work/calls EVERY=0.1
check "no address, no certificate" "No certificate is asked for*" "$(DOMAIN=a.example sh "$deploy/certbot/renew")"
check "this machine gets none" "No certificate is asked for*" \
  "$(DOMAIN=localhost CERTIFICATE_EMAIL=a@b.example sh "$deploy/certbot/renew")"
DOMAIN=a.example CERTIFICATE_EMAIL=me@a.example CERTBOT_OPTIONS=--staging \
  sh "$deploy/certbot/renew" >"$work/said" &
renewing=$!
for ((i = 0; i < 100; i++)); do
  [[ ! -f $work/calls || $(wc -l <"$work/calls") -lt 2 ]] || break
  sleep 0.1
done
kill "$renewing"
ended=0
wait "$renewing" || ended=$?
check "it ends when told to" "0" "$ended"
check "certbot is asked for the name, by the folder that Nginx shows" \
  "certonly --webroot --webroot-path /challenges --domain a.example --email me@a.example *--keep-until-expiring --staging" \
  "$(head -n 1 "$work/calls")"
check "a failure is said and tried again" "No certificate for a.example this time*No certificate for a.example*" "$(cat "$work/said")"

# Nginx: no configuration is made of what is no name.
check "a strange name is refused" "*DOMAIN is one name*" \
  "$(DOMAIN='a; return 200' RUN=$work/run bash "$deploy/nginx/start" 2>&1 || true)"

# Task definitions: every name between at signs gets its value.
values=(REGION=eu-central-1 ACCOUNT=123456789012 DOMAIN=tastes.example.org DATABASE_HOST=db.example.org
  REDIS_HOST=redis.example.org "LOAD_BALANCER_SUBNETS=10.0.0.0/24,10.0.1.0/24" MAIL_HOST=mail.example.org MAIL_FROM=tastes@example.org)
mkdir "$work/ecs"
cp "$deploy"/ecs/{fill-in,api.json,worker.json} "$work/ecs/"
check "a missing value is named" "*MAIL_FROM is not set*" "$(env "${values[@]}" MAIL_FROM= "$work/ecs/fill-in" 2>&1 || true)"
check "an odd one as well" "*REGION is not set, or holds something odd*" "$(env "${values[@]}" 'REGION=a"b' "$work/ecs/fill-in" 2>&1 || true)"
env "${values[@]}" "$work/ecs/fill-in"
for task in api worker; do
  check "$task is JSON" "tastemaker-$task" \
    "$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).family' "$work/ecs/filled/$task.json")"
  check "$task has no name left" "" "$(grep -o '@[A-Z_]*@' "$work/ecs/filled/$task.json" || true)"
done

for script in nginx/start make-secrets ecs/fill-in; do
  check "$script is bash" "0" "$(bash -n "$deploy/$script" && echo 0)"
done

if ((failures > 0)); then
  printf '%d of %d checks of the deployment failed.\n' "$failures" "$checks" >&2
  exit 1
fi
printf 'The deployment: %d checks passed.\n' "$checks"
