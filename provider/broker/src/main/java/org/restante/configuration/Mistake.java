package org.restante.configuration;

/**
 * One mistake in a configuration. Immutable.
 *
 * @param line the number of the line, from 1; 0 if it concerns no single line
 * @param text a description of the mistake
 */
public record Mistake(int line, String text) {

    @Override
    public String toString() {
        return line == 0 ? text : "line " + line + ": " + text;
    }
}
