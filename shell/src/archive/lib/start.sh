# Starts the shell on the Java that java.sh has found, with class data if there are any. Read behind it, with
#   class_path  what java runs
#   built       a file as old as the build, which tells it from others
# and the words of the command in "$@".

# A short-lived program starts fast and compiles little; what runs long takes what the JVM thinks best.
speed="-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
for word in "$@"; do
  case $word in
    serve | bench) speed= ;;
  esac
done

# What the JVM itself says would be taken for results, so it is silent.
run_java() {
  if [ "$major" -ge 24 ]; then
    # JLine calls the terminal, MapDB and lz4 map memory; without these flags JDK 24 and later warn about it.
    set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
  fi
  # shellcheck disable=SC2086 # lists of words
  exec ${low:-} "$java" $speed -Xshare:auto -Xlog:disable $options "$@"
}

# Makes the archive of class data behind the back of the command that runs now, once, with low priority. It is not seen before it
# is whole. Of several processes the one that writes the mark does it; a mark that led to nothing is worth another try a day later.
make_archive() {
  mark=$archive.made
  if [ -f "$mark" ] && [ -n "$(find "$mark" -mtime +0 2>/dev/null)" ]; then
    rm -f "$mark"
  fi
  mkdir -p -m 700 "$cache" 2>/dev/null || return 0
  (set -C && : >"$mark") 2>/dev/null || return 0
  (
    trap '' HUP INT QUIT
    sleep 1
    new=$archive.new
    rm -rf "$new"
    mkdir "$new" || exit 0
    low="nice -n 19"
    options=
    speed="-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
    (run_java "-XX:ArchiveClassesAtExit=$new/classes.jsa" -cp "$class_path" org.restante.shell.Rehearsal "$new") || true
    [ ! -f "$new/classes.jsa" ] || mv -f "$new/classes.jsa" "$archive"
    rm -rf "$new"
    # Those of builds that are long gone.
    ls -t "$cache"/*.jsa | tail -n +9 | while read -r old; do rm -f "$old" "$old.made"; done
  ) </dev/null >/dev/null 2>&1 &
}

# Without these the JVM's own files would get their numbers, and be read for what is typed.
{ : <&0; } 2>/dev/null || exec </dev/null
{ : >&1; } 2>/dev/null || exec >/dev/null
{ : >&2; } 2>/dev/null || exec 2>/dev/null

# How large the window is, for tables, help and top.
if [ -t 1 ] && [ -z "${COLUMNS:-}" ] && size=$(stty size 2>/dev/null </dev/tty); then
  export LINES="${size% *}" COLUMNS="${size#* }"
fi

options=${RESTANTE_JAVA_OPTS:-}
read -r build <"$built" || build=
if [ -n "$cache" ]; then
  archive=$cache/classes-$version-$(echo "$build $real $class_path" | sum).jsa
  if [ -f "$archive" ] && [ "$built" -nt "$archive" ]; then
    rm -f "$archive" "$archive.made"
  fi
  if [ -f "$archive" ]; then
    set -- "-XX:SharedArchiveFile=$archive" -cp "$class_path" org.restante.shell.Main "$@"
  else
    make_archive
    set -- -cp "$class_path" org.restante.shell.Main "$@"
  fi
else
  set -- -cp "$class_path" org.restante.shell.Main "$@"
fi
run_java "$@"
