# Starts the shell on the Java that java.sh has found, with class data if there are any. Read after java.sh, with
#   class_path  the class path
#   place       the directory that it names
#   built       a file that the build writes, which identifies the build
# and the words of the command in "$@".

# Options for a fast start with little compilation; commands that run long get the defaults of the JVM. A server without memory ends with
# a message, so that whoever watches it starts it again.
speed="-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
for word in "$@"; do
  case $word in
    serve) speed=-XX:+ExitOnOutOfMemoryError ;;
    bench) speed= ;;
  esac
done

# The JVM is silent, because its own messages would be mixed with results.
run_java() {
  if [ "$major" -ge 24 ]; then
    # JLine calls the terminal, MapDB and lz4 map memory; without these flags JDK 24 and later warn about it.
    set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
  fi
  set -f # a * in an option is not a file
  # shellcheck disable=SC2086 # lists of words
  exec ${low:-} "$java" $speed -Xshare:auto -Xlog:disable $options "$@"
}

# Writes the archive of class data once, in the background and with low priority. The archive gets its name when it is complete. Of
# several processes the one that creates the mark does it; if there is no archive a day later, the next process tries again.
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
    # Archives of old builds.
    ls -t "$cache"/*.jsa | tail -n +9 | while read -r old; do rm -f "$old" "$old.made"; done
  ) </dev/null >/dev/null 2>&1 &
}

case $place in
  *:*) fail "the path $place has a colon, which ends a path in a Java class path; move it, or use a link without one" ;;
esac

# The size of the window, for tables, help and top.
if [ -t 1 ] && [ -z "${COLUMNS:-}" ] && size=$(stty size 2>/dev/null </dev/tty); then
  export LINES="${size% *}" COLUMNS="${size#* }"
fi

options=${RESTANTE_JAVA_OPTS:-}
read -r build <"$built" || build=
if [ -n "$cache" ]; then
  archive=$cache/classes-$version-$(printf '%s\n' "$build $real $class_path" | sum).jsa
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
