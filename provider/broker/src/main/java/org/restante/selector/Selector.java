package org.restante.selector;

import org.restante.message.Envelope;

/** A parsed message selector (Jakarta Messaging 3.1, section 3.8.1). Immutable: any thread may use it. */
public final class Selector {

    private final String text;

    private Selector(String text) {
        this.text = text;
    }

    /**
     * Parses a selector.
     *
     * @throws InvalidSelectorException if the text is none; it says at which character and what was expected there
     */
    public static Selector parse(String text) throws InvalidSelectorException {
        throw new UnsupportedOperationException(text);
    }

    /** Whether the selector is true for this message; false and unknown do not match. */
    public boolean matches(Envelope message) {
        throw new UnsupportedOperationException(text + " " + message);
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
