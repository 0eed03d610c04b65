package org.restante.selector;

/** The text is not a valid selector; the message contains the character (the first is 1), the expected and the found text. */
public final class InvalidSelectorException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MAX_SHOWN = 60;

    InvalidSelectorException(String message) {
        super(message);
    }

    InvalidSelectorException(int index, String expected, String found) {
        this("the selector is wrong at character " + (index + 1) + ": expected " + expected + ", found "
                + shorten(found));
    }

    private static String shorten(String found) {
        return found.length() <= MAX_SHOWN ? found : found.substring(0, MAX_SHOWN) + "...";
    }
}
