# Refuses closed standard streams: files of the JVM would get their numbers, and the shell would read them as input. Read first, with
#   self  the script that is run
#
# Each stream is duplicated to another number, because a shell may leave out a duplicate to its own; in a subshell, because a failure may end the shell.
# bash leaves its script open under the number of a closed stream.

closed() {
  printf 'restante: %s is closed, and nothing was done; open it, for example with %s\n' "$1" "$2" >&2 || :
  exit 2
}
(: 3<&0) 2>/dev/null && ! [ /dev/fd/0 -ef "$self" ] || closed "standard input" "</dev/null"
(: 3>&1) 2>/dev/null && ! [ /dev/fd/1 -ef "$self" ] || closed "standard output" ">/dev/null"
(: 3>&2) && ! [ /dev/fd/2 -ef "$self" ] || exit 2
