package org.restante.jms.session;

import jakarta.jms.IllegalStateException;

/** Which half of the API a connection or session was made for: the domain-specific ones refuse the other half (section 2.8). */
public enum Domain {
    BOTH,
    QUEUES,
    TOPICS;

    public void checkTopics(String call) throws IllegalStateException {
        if (this == QUEUES) {
            throw new IllegalStateException(
                    call + " belongs to topics, and this is a queue connection's; use a plain one");
        }
    }

    public void checkQueues(String call) throws IllegalStateException {
        if (this == TOPICS) {
            throw new IllegalStateException(
                    call + " belongs to queues, and this is a topic connection's; use a plain one");
        }
    }
}
