package org.restante.jms.session;

import jakarta.jms.IllegalStateException;

/**
 * The messaging domain of a connection or session. A connection of one domain refuses the calls of the other (section
 * 2.8).
 */
public enum Domain {
    BOTH,
    QUEUES,
    TOPICS;

    /** Refuses a call for topics in the queue domain. */
    public void checkTopics(String call) throws IllegalStateException {
        if (this == QUEUES) {
            throw new IllegalStateException(
                    call + " is for topics and not allowed on a queue connection; use a plain Connection");
        }
    }

    /** Refuses a call for queues in the topic domain. */
    public void checkQueues(String call) throws IllegalStateException {
        if (this == TOPICS) {
            throw new IllegalStateException(
                    call + " is for queues and not allowed on a topic connection; use a plain Connection");
        }
    }
}
