package org.restante.shell.output;

import java.util.Locale;

/** The output formats. */
public enum Output {
    /** For people: aligned, cut to the width of the terminal, times in the local zone. */
    TABLE,
    /** One JSON value: an array of objects, or one object. */
    JSON,
    /** One JSON object a line. */
    NDJSON,
    /** RFC 4180, with a line of names. */
    CSV,
    /** The values alone, separated by tabs; for a message its body alone. */
    RAW;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
