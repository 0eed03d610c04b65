package org.restante.selector;

import org.restante.message.Envelope;

/**
 * A parsed message selector (Jakarta Messaging 3.1, section 3.8.1). Immutable: any thread may use it.
 *
 * <p>An extension: {@code a % b} is the remainder of a division, with the sign of the dividend. Where the specification leaves a
 * choice: a whole number literal is a long. Unknown, like NULL, are a whole number divided by a whole zero and its remainder, arithmetic
 * on a value that is not a number, and a name used as a condition whose value is not a boolean; neither they nor their negation match.
 */
public final class Selector {

    /** The longest text accepted, in characters. */
    public static final int MAX_LENGTH = 16 * 1024;

    /** The deepest nesting of parentheses, NOTs and signs. */
    public static final int MAX_DEPTH = 200;

    private final String text;
    private final Expression condition;

    private Selector(String text, Expression condition) {
        this.text = text;
        this.condition = condition;
    }

    /**
     * Parses a selector. An empty text is not a selector; the caller treats it as no selector.
     *
     * @throws InvalidSelectorException if the text is not a selector, is longer than {@link #MAX_LENGTH} or nests deeper than
     *     {@link #MAX_DEPTH}
     */
    public static Selector parse(String text) throws InvalidSelectorException {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidSelectorException("the selector has " + text.length() + " characters; " + MAX_LENGTH
                    + " are the most: select by a property that the sender computes");
        }
        return new Selector(text, Parser.parse(text));
    }

    /** Whether the selector is true for this message; false and unknown do not match. */
    public boolean matches(Envelope message) {
        return matches(new MessageFields(message));
    }

    /** As {@link #matches(Envelope)}, for a message that several selectors are applied to: its properties are decoded once. */
    public boolean matches(MessageFields message) {
        return condition.truth(message) == Truth.TRUE;
    }

    /** The text it was parsed from. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
