package org.restante.jms;

import jakarta.jms.JMSException;

/** What a received message needs to acknowledge itself. */
interface Receipt {

    void acknowledge() throws JMSException;
}
