# Finds Java and its version. Read by bin/restante and, in the sources, by ./restante. It sets
#   java, real      the command, and its path with symbolic links resolved
#   version, major  such as 17.0.15, and 17
#   cache           the directory of the cache; empty for none

fail() {
  printf 'restante: %s\n' "$1" >&2
  exit 1
}

need="Java 17 or later"
if [ -n "${JAVA_HOME:-}" ]; then
  case $JAVA_HOME in
    /*) ;;
    *) export JAVA_HOME="$PWD/$JAVA_HOME" ;; # the build runs in another directory
  esac
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but it has no bin/java; set it to $need"
else
  java=$(command -v java) || fail "no java found; install $need, or set JAVA_HOME"
fi

# The cache, for class data and versions of Java. It may be deleted at any time.
if [ -n "${RESTANTE_CACHE:-}" ]; then
  cache=$RESTANTE_CACHE
elif [ -d "${HOME:-/nowhere}/Library/Caches" ]; then
  cache=$HOME/Library/Caches/restante
else
  case ${XDG_CACHE_HOME:-} in
    /*) cache=$XDG_CACHE_HOME/restante ;;
    *) cache=${HOME:+$HOME/.cache/restante} ;;
  esac
fi
[ "$cache" != off ] || cache=

# A checksum of standard input, as a file name.
sum() {
  summed=$(cksum)
  echo "${summed%% *}"
}

# Every JDK has a file with its version, so that it need not be started to find it.
version=
real=$java
while [ -h "$real" ]; do
  link=$(readlink -- "$real")
  case $link in
    /*) real=$link ;;
    *) real=$(dirname -- "$real")/$link ;;
  esac
done
release=${real%/bin/java}/release
if [ -r "$release" ]; then
  while read -r line; do
    case $line in
      JAVA_VERSION=*)
        version=${line#*\"}
        version=${version%%\"*}
        ;;
    esac
  done <"$release"
fi
if [ -z "$version" ]; then
  # Starts java once and caches the version, because this takes as long as starting the shell.
  known=
  if [ -n "$cache" ]; then
    known=$cache/java-$(printf '%s\n' "$real" | sum)
  fi
  if [ -n "$known" ] && [ -f "$known" ] && [ ! "$real" -nt "$known" ]; then
    read -r version <"$known" || true
  fi
  if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/^[^"]*version "\([^"]*\)".*/\1/p' | head -n 1)
    if [ -n "$known" ] && mkdir -p -m 700 "$cache" 2>/dev/null; then
      { echo "$version" >"$known"; } 2>/dev/null || true
    fi
  fi
fi
major=${version%%[!0-9]*}
[ "${major:-0}" -ge 17 ] || fail "$java is version ${version:-unknown}; install $need, or set JAVA_HOME"
