package org.restante.selector;

/** The text is no selector; the message says at which character (the first is 1), what was expected and what was found. */
public final class InvalidSelectorException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 60;

    InvalidSelectorException(String message) {
        super(message);
    }

    InvalidSelectorException(int index, String expected, String found) {
        this("the selector is wrong at character " + (index + 1) + ": expected " + expected + ", found "
                + shorten(found));
    }

    private static String shorten(String found) {
        return found.length() <= SHOWN ? found : found.substring(0, SHOWN) + "...";
    }
}
