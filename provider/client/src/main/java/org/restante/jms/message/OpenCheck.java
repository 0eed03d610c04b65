package org.restante.jms.message;

import jakarta.jms.JMSException;

/** An object that can be closed and refuses calls afterwards. Any thread may call {@link #checkOpen}. */
public interface OpenCheck {

    /**
     * Checks that the object is open.
     *
     * @throws jakarta.jms.IllegalStateException if it is closed
     */
    void checkOpen() throws JMSException;
}
