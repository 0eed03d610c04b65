package org.restante.jms.message;

import jakarta.jms.JMSException;

/** Refuses calls on what has been closed. */
public interface OpenCheck {

    /**
     * Checks that it is open.
     *
     * @throws jakarta.jms.IllegalStateException if it is closed
     */
    void checkOpen() throws JMSException;
}
