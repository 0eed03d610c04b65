package org.restante.configuration;

import java.nio.file.Path;

/**
 * The form of a key's value, with its parser. Immutable.
 *
 * @param expected a description of valid values, for error texts
 */
record Form<T>(String expected, Parser<T> parser) {

    /** Parses a value; throws any unchecked exception if the text is invalid. */
    @FunctionalInterface
    interface Parser<T> {

        /** Parses the text behind the equals sign; relative paths start at the base. */
        T parse(String text, Path base);
    }
}
