# What ./tastemaker and ./test share: finding a JDK and Maven, and saying what is missing.
# Sourced, with $root set to the repository. Needs bash 4 and the usual tools of a Linux system.

readonly wanted_java=25

say() { printf '%s\n' "$*" >&2; }

# Ends the script with a sentence and an exit code: 1 failed, 2 usage, 4 something cannot be had.
stop() {
  local code=$1
  shift
  say "tastemaker: $*"
  exit "$code"
}

# "sudo " for those who need it.
as_root() { [[ $(id -u) -eq 0 ]] || printf 'sudo '; }

# The line that installs packages here.
apt_line() { printf '%sapt-get install -y %s' "$(as_root)" "$*"; }

# The value of a key in a JDK's release file: release_of HOME JAVA_VERSION
release_of() {
  [[ -r $1/release ]] && sed -n "s/^$2=\"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" "$1/release" | head -n 1
}

# The major version of the Java at that home; empty where there is none.
java_major() {
  [[ -x $1/bin/java ]] || return 0
  local version
  version=$(release_of "$1" JAVA_VERSION) || true
  if [[ -z $version ]]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1) || true
  fi
  version=${version%%[!0-9]*}
  printf '%s' "$version"
}

is_new_enough() {
  local major
  major=$(java_major "$1")
  [[ -n $major && $major -ge $wanted_java ]]
}

is_full_jdk() { [[ -x $1/bin/javac ]]; }

home_of_command() {
  local command
  command=$(command -v "$1" 2>/dev/null) || return 0
  command=$(readlink -f -- "$command")
  dirname -- "$(dirname -- "$command")"
}

# Every place where a JDK may be, best first, one per line.
java_places() {
  [[ -z ${JAVA_HOME:-} ]] || printf '%s\n' "$JAVA_HOME"
  home_of_command javac
  home_of_command java
  local place
  for place in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* /opt/jdk/* /usr/local/*jdk* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
    "${HOME:-/nonexistent}"/.asdf/installs/java/* "${HOME:-/nonexistent}"/.local/share/mise/installs/java/*; do
    [[ ! -x $place/bin/java ]] || printf '%s\n' "$place"
  done
}

jdk_package() {
  local package
  if command -v apt-cache >/dev/null; then
    for package in temurin-25-jdk openjdk-25-jdk-headless; do
      if [[ -n $(apt-cache --names-only search "^$package\$" 2>/dev/null) ]]; then
        printf '%s' "$package"
        return
      fi
    done
  fi
  printf 'openjdk-25-jdk-headless'
}

no_jdk() {
  local runtime=$1 found
  found=$(java_major "$(home_of_command java)")
  if [[ -n $runtime ]]; then
    say "tastemaker: $runtime is only a Java runtime: it has no javac, and building needs a full JDK $wanted_java."
  elif [[ -n $found ]]; then
    say "tastemaker: a JDK $wanted_java or newer is needed; the java on the PATH is $found, and the usual folders have none."
  else
    say "tastemaker: a JDK $wanted_java or newer is needed, and there is no Java here."
  fi
  say "Get one:  $(apt_line "$(jdk_package)")"
  say "or from https://adoptium.net, and say where it is: export TASTEMAKER_JAVA_HOME=/path/to/jdk-25"
  exit 4
}

# Sets $jdk.
find_jdk() {
  jdk=
  if [[ -n ${TASTEMAKER_JAVA_HOME:-} ]]; then
    is_new_enough "$TASTEMAKER_JAVA_HOME" ||
      stop 4 "TASTEMAKER_JAVA_HOME is $TASTEMAKER_JAVA_HOME, where there is no Java $wanted_java or newer."
    is_full_jdk "$TASTEMAKER_JAVA_HOME" || no_jdk "$TASTEMAKER_JAVA_HOME"
    jdk=$TASTEMAKER_JAVA_HOME
    return
  fi
  local place runtime=
  while IFS= read -r place; do
    is_new_enough "$place" || continue
    if is_full_jdk "$place"; then
      jdk=$place
      return
    fi
    runtime=${runtime:-$place}
  done < <(java_places)
  no_jdk "$runtime"
}

# The home folder that Java should use; the one of the account unless HOME says otherwise.
home_option() {
  local account
  account=$(getent passwd "$(id -u)" 2>/dev/null | cut -d : -f 6) || true
  if [[ -n ${HOME:-} && $HOME != "$account" ]]; then
    printf -- '-Duser.home=%s' "$HOME"
  fi
}

# Whether a folder is there and can be written, or could be made.
can_write() {
  local folder=$1
  while [[ ! -e $folder && $folder == */* && -n ${folder%/*} ]]; do folder=${folder%/*}; done
  [[ -e $folder ]] || folder=/
  [[ -d $folder && -w $folder ]]
}

check_repository() {
  local repository=${TASTEMAKER_MAVEN_REPOSITORY:-}
  if [[ -z $repository ]]; then
    [[ "${MAVEN_OPTS:-} ${MAVEN_ARGS:-}" != *maven.repo.local* ]] || return 0
    ! grep -qs localRepository "${HOME:-}/.m2/settings.xml" || return 0
    repository=${HOME:-}/.m2/repository
  fi
  can_write "$repository" ||
    stop 4 "Maven cannot keep its files in $repository, which cannot be written. Say where instead: export TASTEMAKER_MAVEN_REPOSITORY=/some/folder"
}

# What a build as another user left behind and this one cannot replace.
check_leftovers() {
  local folder left
  for folder in "$root"/target "$root"/engine/target "$root"/server/target "$root"/.tastemaker; do
    [[ -e $folder ]] || continue
    left=$(find "$folder" -type d ! -writable -print -quit 2>/dev/null)
    [[ -z $left ]] ||
      stop 4 "$left belongs to $(stat -c %U -- "$left") and cannot be written. Make it yours: sudo chown -R $(id -un) '$folder'"
  done
  [[ -w $root ]] || [[ -d $root/server/target && -d $root/.tastemaker ]] ||
    stop 4 "$root cannot be written, so nothing can be built there. Make it yours: sudo chown -R $(id -un) '$root'"
}

check_maven() {
  command -v mvn >/dev/null || stop 4 "Maven is missing. Get it:  $(apt_line maven)"
  check_repository
  check_leftovers
}

# Maven on the JDK that was found, in the repository's folder.
maven() {
  local options=() home
  [[ -z ${TASTEMAKER_MAVEN_REPOSITORY:-} ]] || options+=("-Dmaven.repo.local=$TASTEMAKER_MAVEN_REPOSITORY")
  home=$(home_option)
  [[ -z $home ]] || options+=("$home")
  (cd -- "$root" && JAVA_HOME=$jdk mvn -B -Dstyle.color=never "${options[@]}" "$@")
}
