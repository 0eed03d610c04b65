package org.restante.shell.content;

import java.util.Locale;

/** The kinds of bodies that the shell can send. */
public enum BodyType {
    /** Text if it is UTF-8, else bytes. */
    AUTO,
    TEXT,
    BYTES,
    /** Entries, written as a JSON object. */
    MAP,
    /** Values, written as a JSON array. */
    STREAM,
    NONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
