package org.restante.jms;

import jakarta.jms.JMSException;

/** Refuses calls on what has been closed. */
interface OpenCheck {

    /** @throws jakarta.jms.IllegalStateException if it is closed */
    void checkOpen() throws JMSException;
}
