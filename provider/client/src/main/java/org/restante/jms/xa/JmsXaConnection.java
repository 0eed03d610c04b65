package org.restante.jms.xa;

import jakarta.jms.JMSException;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XASession;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicSession;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.restante.jms.message.DestinationFactory;
import org.restante.jms.message.TrustedClasses;
import org.restante.jms.session.Arrivals;
import org.restante.jms.session.Domain;
import org.restante.jms.session.JmsConnection;
import org.restante.jms.session.LinkClient;

/** A connection whose sessions take part in distributed transactions (section 11.3). Any thread may use it. */
public final class JmsXaConnection extends JmsConnection implements XAQueueConnection, XATopicConnection {

    private final XaBranches branches;

    public JmsXaConnection(
            LinkClient client,
            Arrivals arrivals,
            Domain domain,
            TrustedClasses trusted,
            DestinationFactory destinations,
            InstantSource clock,
            LongSupplier nanos) {
        super(client, arrivals, domain, trusted, destinations, clock, nanos);
        this.branches = new XaBranches(client, nanos);
    }

    XaBranches branches() {
        return branches;
    }

    @Override
    public XASession createXASession() throws JMSException {
        return add(new JmsXaSession(this, domain()));
    }

    @Override
    public XAQueueSession createXAQueueSession() throws JMSException {
        domain().checkQueues("createXAQueueSession");
        return add(new JmsXaSession(this, Domain.QUEUES));
    }

    @Override
    public XATopicSession createXATopicSession() throws JMSException {
        domain().checkTopics("createXATopicSession");
        return add(new JmsXaSession(this, Domain.TOPICS));
    }
}
