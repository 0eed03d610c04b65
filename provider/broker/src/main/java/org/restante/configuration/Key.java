package org.restante.configuration;

import java.nio.file.Path;

/**
 * One key of the file.
 *
 * @param standard the value where the file says nothing, as it would stand there; may be empty
 * @param meaning what it does, in one or two sentences
 */
public record Key<T>(String name, Form<T> form, String standard, String meaning) {

    /** @throws IllegalArgumentException if it takes no such value; the message says what it takes */
    T read(String text, Path base) {
        try {
            return form.reading().read(text, base);
        } catch (RuntimeException e) { // whatever a form's reading throws says the same
            throw new IllegalArgumentException("'" + name + "' takes " + form.takes() + "; not '" + text + "'", e);
        }
    }
}
