package org.restante.outage;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** A message that a client has taken from a broker that may have ended since. */
final class Taken {

    private Taken() {}

    /** Acknowledges it, unless it has gone to another consumer meanwhile, which the client is told; there it has JMSRedelivered. */
    static void acknowledge(Message message) throws JMSException {
        try {
            message.acknowledge();
        } catch (IllegalStateException e) {
            if (!e.getMessage().contains("not acknowledged")) {
                throw e;
            }
        }
    }
}
