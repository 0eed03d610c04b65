package org.restante.shell.output;

import java.util.Locale;

/** The forms in which results are shown. */
public enum Output {
    /** For people: aligned, cut to the terminal's width, times in the local zone. */
    TABLE,
    /** One JSON value: an array of objects, or one object. */
    JSON,
    /** A JSON object a line. */
    NDJSON,
    /** RFC 4180, with a line of names. */
    CSV,
    /** The values alone, with tabs between them; of a message its body alone. */
    RAW;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
