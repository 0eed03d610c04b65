package org.restante.jms;

import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Unchecked;
import org.restante.jms.session.Domain;
import org.restante.jms.xa.JmsXaConnection;
import org.restante.jms.xa.JmsXaContext;

/**
 * Makes connections whose sessions take part in distributed transactions, for a transaction manager to commit (section 11.3 of
 * the specification). It takes the same URIs and properties as {@link RestanteConnectionFactory}, whose ordinary connections it
 * makes as well.
 *
 * <pre>{@code
 * XAConnectionFactory factory = new RestanteXaConnectionFactory("vm:shop?data=/var/lib/shop");
 * XAConnection connection = factory.createXAConnection();
 * XASession session = connection.createXASession();
 * transactionManager.getTransaction().enlistResource(session.getXAResource());
 * }</pre>
 *
 * <p>For recovery a transaction manager needs the resource of any session of any connection to the same broker: it lists, commits
 * and rolls back whatever is prepared there. The trap: what a session does outside of a transaction is sent and acknowledged at
 * once.
 */
public final class RestanteXaConnectionFactory extends RestanteConnectionFactory
        implements XAQueueConnectionFactory, XATopicConnectionFactory {

    private static final long serialVersionUID = 1L;

    /** A factory whose URI is yet to be set. */
    public RestanteXaConnectionFactory() {}

    /**
     * A factory for one broker.
     *
     * @throws IllegalArgumentException if this is no URI
     */
    public RestanteXaConnectionFactory(String uri) {
        super(uri);
    }

    @Override
    public XAConnection createXAConnection() throws JMSException {
        return open(Domain.BOTH);
    }

    @Override
    public XAConnection createXAConnection(@Nullable String userName, @Nullable String secret) throws JMSException {
        return open(userName, secret, Domain.BOTH, JmsXaConnection::new);
    }

    @Override
    public XAQueueConnection createXAQueueConnection() throws JMSException {
        return open(Domain.QUEUES);
    }

    @Override
    public XAQueueConnection createXAQueueConnection(@Nullable String userName, @Nullable String secret)
            throws JMSException {
        return open(userName, secret, Domain.QUEUES, JmsXaConnection::new);
    }

    @Override
    public XATopicConnection createXATopicConnection() throws JMSException {
        return open(Domain.TOPICS);
    }

    @Override
    public XATopicConnection createXATopicConnection(@Nullable String userName, @Nullable String secret)
            throws JMSException {
        return open(userName, secret, Domain.TOPICS, JmsXaConnection::new);
    }

    private JmsXaConnection open(Domain domain) throws JMSException {
        return open(getUser(), password(), domain, JmsXaConnection::new);
    }

    @Override
    public XAJMSContext createXAContext() {
        return Unchecked.get(() -> new JmsXaContext(open(Domain.BOTH)));
    }

    @Override
    public XAJMSContext createXAContext(@Nullable String userName, @Nullable String secret) {
        return Unchecked.get(() -> new JmsXaContext(open(userName, secret, Domain.BOTH, JmsXaConnection::new)));
    }
}
