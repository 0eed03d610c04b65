package org.restante.metrics;

/** The broker did not answer in time, or not what was asked for; the message says why. */
final class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
