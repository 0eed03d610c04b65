package org.restante.metrics;

/** The broker did not answer in time, or refused the request; the message contains the reason. */
final class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
