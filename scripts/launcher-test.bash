#!/usr/bin/env bash
# Tests ./tastemaker and what it shares with ./test, with a JDK and a Maven that only pretend.
set -euo pipefail

repository=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
work=$(mktemp -d "${TMPDIR:-/tmp}/launcher test.XXXXXX")
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
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

# A Java home of that version: fake_java HOME VERSION [full]
fake_java() {
  mkdir -p "$1/bin"
  printf 'JAVA_VERSION="%s"\nJAVA_RUNTIME_VERSION="%s+1"\n' "$2" "$2" >"$1/release"
  cat >"$1/bin/java" <<'JAVA'
#!/bin/sh
for each; do
  case $each in
  -XX:AOTCacheOutput=*) echo cache >"${each#*=}"; exit ;;
  esac
done
printf '%s|' "java" "$@"
JAVA
  chmod +x "$1/bin/java"
  [[ ${3:-} != full ]] || cp "$1/bin/java" "$1/bin/javac"
}

# A repository with nothing in it, in a folder with a space.
fake_repository() {
  local folder=$work/$1
  mkdir -p "$folder/scripts" "$folder/.mvn" "$folder/engine/src/main" "$folder/server/src/main"
  touch "$folder/pom.xml" "$folder/engine/pom.xml" "$folder/server/pom.xml"
  cp "$repository/tastemaker" "$folder/"
  cp "$repository/scripts/launcher.bash" "$folder/scripts/"
  printf '%s' "$folder"
}

mkdir -p "$work/bin" "$work/home"
cat >"$work/bin/mvn" <<'MAVEN'
#!/bin/sh
echo "$JAVA_HOME|$*" >>"$MAVEN_CALLS"
[ -z "${MAVEN_FAILS:-}" ] || { echo "no such artifact"; exit 1; }
mkdir -p server/target/app && echo jar >server/target/app/tastemaker.jar
MAVEN
chmod +x "$work/bin/mvn"
fake_java "$work/jdk 25" 25.0.3 full
fake_java "$work/jdk-26" 26 full
fake_java "$work/jre-25" 25.0.1
fake_java "$work/jdk-17" 17.0.2 full
export MAVEN_CALLS=$work/calls PATH=$work/bin:$PATH HOME=$work/home
unset JAVA_HOME TASTEMAKER_JAVA_HOME TASTEMAKER_JAVA_OPTIONS TASTEMAKER_MAVEN_REPOSITORY TASTEMAKER_AOT MAVEN_OPTS MAVEN_ARGS

# What find_jdk does when only these places have a Java: find_among PLACE…
find_among() {
  (
    root=$work
    # shellcheck source=launcher.bash
    source "$repository/scripts/launcher.bash"
    places=("$@")
    java_places() { printf '%s\n' "${places[@]}"; }
    find_jdk
    printf '%s' "$jdk"
  ) 2>&1
}

check "the first full JDK that is new enough" "$work/jdk 25" \
  "$(find_among "$work/jdk-17" "$work/jre-25" "$work/nothing" "$work/jdk 25" "$work/jdk-26")"
check "a newer one will do" "$work/jdk-26" "$(find_among "$work/jdk-26")"
check "a runtime is not enough" "*only a Java runtime*javac*apt-get install -y *25-jdk*" \
  "$(find_among "$work/jre-25" || true)"
check "an old one is not enough" "*JDK 25 or newer is needed*apt-get install*TASTEMAKER_JAVA_HOME*" \
  "$(find_among "$work/jdk-17" || true)"
check "TASTEMAKER_JAVA_HOME wins" "$work/jdk-26" \
  "$(TASTEMAKER_JAVA_HOME=$work/jdk-26 find_among "$work/jdk 25")"
check "a wrong TASTEMAKER_JAVA_HOME is not passed over" "*TASTEMAKER_JAVA_HOME is*no Java 25*" \
  "$(TASTEMAKER_JAVA_HOME=$work/jdk-17 find_among "$work/jdk 25" || true)"
# Whether that folder can be written, as the launcher sees it.
writable() {
  (
    root=$work
    # shellcheck source=launcher.bash
    source "$repository/scripts/launcher.bash"
    if can_write "$1"; then printf yes; else printf no; fi
  )
}

touch "$work/file"
check "a folder that can be made can be written" "yes" "$(writable "$work/home/a/b")"
check "nothing goes below a file" "no" "$(writable "$work/file/folder")"

export TASTEMAKER_JAVA_HOME="$work/jdk 25"
folder=$(fake_repository "a clone")
first=$("$folder/tastemaker" recommend --user "1 2" 2>"$work/said")
check "it builds and says so" "*Building Tastemaker*Tastemaker is built (* s).*" "$(cat "$work/said")"
check "Maven runs on the JDK" "$work/jdk 25|*-Dquick*package*" "$(cat "$MAVEN_CALLS")"
check "it runs the jar with the arguments as they are" \
  "java|--add-modules|jdk.incubator.vector|*|-XX:AOTCache=*|-jar|$folder/server/target/app/tastemaker.jar|recommend|--user|1 2|" "$first"

"$folder/tastemaker" version >/dev/null 2>"$work/said"
check "it builds once" "1" "$(wc -l <"$MAVEN_CALLS")"
check "and then says nothing" "" "$(cat "$work/said")"

sleep 0.02
touch "$folder/server/src/main/New.java"
"$folder/tastemaker" version >/dev/null 2>&1
check "a changed source builds again" "2" "$(wc -l <"$MAVEN_CALLS")"
check "without the cache when told so" "java|*|-jar|*" "$(TASTEMAKER_AOT=off "$folder/tastemaker" version)"
check "one cache is kept" "1" "$(find "$folder/.tastemaker" -name 'aot-*.cache' | wc -l)"
check "the caller's folder stays" "java|*|--data|data|" "$(cd "$work" && "$folder/tastemaker" serve --data data)"
ln -s "$folder/tastemaker" "$work/link"
check "a link to it works" "java|*|version|" "$("$work/link" version)"

folder=$(fake_repository "a broken clone")
status=0
MAVEN_FAILS=yes "$folder/tastemaker" version >"$work/out" 2>&1 || status=$?
check "a failed build ends it" "1" "$status"
check "and shows what Maven said" "*no such artifact*the build failed*build.log*" "$(cat "$work/out")"

if [[ $(id -u) -ne 0 ]]; then
  folder=$(fake_repository "leftovers")
  mkdir -p "$folder/server/target/app"
  chmod a-w "$folder/server/target/app"
  check "leftovers are named with the line that helps" "*cannot be written*sudo chown -R*server/target*" \
    "$("$folder/tastemaker" version 2>&1 || true)"
  chmod a-w "$work/home"
  folder=$(fake_repository "homeless")
  check "an unwritable home is named with what to set" "*cannot be written*TASTEMAKER_MAVEN_REPOSITORY*" \
    "$("$folder/tastemaker" version 2>&1 || true)"
  check "and what was set is used" "*-Dmaven.repo.local=$work/repository*" \
    "$(TASTEMAKER_MAVEN_REPOSITORY=$work/repository "$folder/tastemaker" version >/dev/null 2>&1; tail -n 1 "$MAVEN_CALLS")"
fi

if ((failures > 0)); then
  printf '%d of %d checks of the launcher failed.\n' "$failures" "$checks" >&2
  exit 1
fi
printf 'The launcher: %d checks passed.\n' "$checks"
