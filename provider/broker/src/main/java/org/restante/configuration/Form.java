package org.restante.configuration;

import java.nio.file.Path;

/**
 * What a key's value looks like.
 *
 * @param takes what it takes, for whoever wrote something else
 */
record Form<T>(String takes, Reading<T> reading) {

    /** Reads a value; any failure means that it is none. */
    @FunctionalInterface
    interface Reading<T> {

        /** Reads the text as it stands behind the equals sign; relative paths go from the base. */
        T read(String text, Path base);
    }
}
