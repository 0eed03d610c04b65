package org.restante.jms;

import jakarta.jms.JMSException;
import org.restante.link.Tag;

/** What a received message needs to acknowledge itself: its session, and its delivery. */
record Receipt(JmsSession session, Tag tag) {

    void acknowledge() throws JMSException {
        session.acknowledge(tag);
    }
}
