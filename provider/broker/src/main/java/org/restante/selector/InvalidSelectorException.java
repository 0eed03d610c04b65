package org.restante.selector;

/** The text is no selector; the message says where and what was expected. */
public final class InvalidSelectorException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidSelectorException(String message) {
        super(message);
    }
}
