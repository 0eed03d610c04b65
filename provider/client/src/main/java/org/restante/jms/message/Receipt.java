package org.restante.jms.message;

import jakarta.jms.JMSException;

/** Acknowledges one received message at its session. Any thread may call it. */
public interface Receipt {

    void acknowledge() throws JMSException;
}
