# Finds a Java and what is known of it. Read by bin/restante and, in the sources, by ./restante. It sets
#   java, real      how it is called, and where it really lies
#   version, major  17.0.15, and 17
#   cache           the directory for what need not be found out again; empty for none

fail() {
  echo "restante: $1" >&2
  exit 1
}

need="a Java 17 or later"
if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it; point it at $need"
else
  java=$(command -v java) || fail "no java found; install $need, or set JAVA_HOME to one"
fi

# Where class data are kept, and what is known of Javas. Nothing here is missed when it is deleted.
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

# A name for what is on standard input.
sum() {
  summed=$(cksum)
  echo "${summed%% *}"
}

# Every JDK has a file that tells its version, so that no process needs to be asked.
version=
real=$java
while [ -h "$real" ]; do
  link=$(readlink "$real")
  case $link in
    /*) real=$link ;;
    *) real=$(dirname "$real")/$link ;;
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
  # Asked for once and remembered, as asking takes as long as starting.
  known=
  if [ -n "$cache" ]; then
    known=$cache/java-$(echo "$real" | sum)
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
[ "${major:-0}" -ge 17 ] || fail "$java is version ${version:-unknown}; install $need, or set JAVA_HOME to one"
