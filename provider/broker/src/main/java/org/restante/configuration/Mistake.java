package org.restante.configuration;

/**
 * One thing that is wrong with a configuration.
 *
 * @param line from 1; 0 where it is no one line's
 */
public record Mistake(int line, String text) {

    @Override
    public String toString() {
        return line == 0 ? text : "line " + line + ": " + text;
    }
}
