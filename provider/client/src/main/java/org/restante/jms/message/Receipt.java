package org.restante.jms.message;

import jakarta.jms.JMSException;

/** What a received message needs to acknowledge itself. */
public interface Receipt {

    void acknowledge() throws JMSException;
}
