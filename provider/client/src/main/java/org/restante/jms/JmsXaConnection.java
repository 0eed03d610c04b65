package org.restante.jms;

import jakarta.jms.JMSException;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XATopicConnection;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** A connection whose sessions take part in distributed transactions (section 11.3). Any thread may use it. */
final class JmsXaConnection extends JmsConnection implements XAQueueConnection, XATopicConnection {

    private final XaBranches branches;

    JmsXaConnection(
            Conversation conversation,
            Arrivals arrivals,
            Domain domain,
            TrustedClasses trusted,
            InstantSource clock,
            LongSupplier nanos) {
        super(conversation, arrivals, domain, trusted, clock, nanos);
        this.branches = new XaBranches(conversation, nanos);
    }

    XaBranches branches() {
        return branches;
    }

    @Override
    public JmsXaSession createXASession() throws JMSException {
        return add(new JmsXaSession(this, domain()));
    }

    @Override
    public JmsXaSession createXAQueueSession() throws JMSException {
        domain().forQueues("createXAQueueSession");
        return add(new JmsXaSession(this, Domain.QUEUES));
    }

    @Override
    public JmsXaSession createXATopicSession() throws JMSException {
        domain().forTopics("createXATopicSession");
        return add(new JmsXaSession(this, Domain.TOPICS));
    }
}
