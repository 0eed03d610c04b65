package org.restante.log;

/** One entry or read was refused because of its size, or because disk space or queue space is missing. The log works; later ones may fit. */
public final class LogFullException extends LogException {
    private static final long serialVersionUID = 1L;

    public LogFullException(String message) {
        super(message, null);
    }
}
