package org.restante.configuration;

import java.nio.file.Path;

/**
 * One key of the configuration file. Immutable.
 *
 * @param form the form of its values
 * @param standard the default value, as text of the file; may be empty
 * @param meaning a description, in one or two sentences
 */
public record Key<T>(String name, Form<T> form, String standard, String meaning) {

    /** @throws IllegalArgumentException if the value is invalid; the message describes the valid values */
    T read(String text, Path base) {
        try {
            return form.parser().parse(text, base);
        } catch (RuntimeException e) { // of any type: a parser that throws has refused the value
            throw new IllegalArgumentException("'" + name + "' takes " + form.expected() + "; not '" + text + "'", e);
        }
    }
}
