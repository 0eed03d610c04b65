package org.restante.selector;

import java.util.concurrent.atomic.AtomicBoolean;
import org.restante.message.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    /** The most steps for one message: one for each character of a text that LIKE looks at, each time it looks at it. */
    static final int MAX_STEPS = 4_000_000;

    /** The characters of a selector that a line of the log shows. */
    private static final int SHOWN = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Selector.class);

    private final String text;
    private final Expression condition;
    private final AtomicBoolean isReported = new AtomicBoolean();

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

    /** Whether the selector is true for this message; false, unknown and more than {@link #MAX_STEPS} steps do not match. */
    public boolean matches(Envelope message) {
        return matches(new MessageFields(message));
    }

    /** As {@link #matches(Envelope)}, for a message that several selectors are applied to: its properties are decoded once. */
    public boolean matches(MessageFields message) {
        message.begin(text.length());
        boolean matches = condition.truth(message) == Truth.TRUE;
        if (message.isOver() && isReported.compareAndSet(false, true)) {
            LOG.warn(
                    "The selector that begins with {} needs more than {} steps for a message, which therefore does not match;"
                            + " further messages of this kind are not reported",
                    text.substring(0, Math.min(text.length(), SHOWN)),
                    MAX_STEPS);
        }
        return matches && !message.isOver();
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
