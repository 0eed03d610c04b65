package org.restante.jms;

import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicConnectionFactory;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Unchecked;
import org.restante.jms.naming.References;
import org.restante.jms.session.Domain;
import org.restante.jms.xa.JmsXaConnection;
import org.restante.jms.xa.JmsXaContext;

/**
 * Creates XA connections: their sessions take part in distributed transactions, which a transaction manager commits
 * (section 11.3 of the specification). It has the URIs and properties of {@link RestanteConnectionFactory} and can
 * create ordinary connections as well. Any thread may use it after its properties are set.
 *
 * <pre>{@code
 * XAConnectionFactory factory = new RestanteXaConnectionFactory("vm:shop?data=/var/lib/shop");
 * XAConnection connection = factory.createXAConnection();
 * XASession session = connection.createXASession();
 * transactionManager.getTransaction().enlistResource(session.getXAResource());
 * }</pre>
 *
 * <p>For recovery a transaction manager can use the XAResource of any session of any connection to the same broker: it
 * lists, commits and rolls back all prepared branches of that broker that belong to its user. It can do so even after its
 * connection has ended, if it was asked for a list before: it then opens a link for each such request. The trap: outside of a distributed transaction, a
 * session sends and acknowledges at once.
 */
public class RestanteXaConnectionFactory extends RestanteConnectionFactory
        implements XAQueueConnectionFactory, XATopicConnectionFactory {

    private static final long serialVersionUID = 1L;

    /** Creates a factory without a URI; call {@link #setUri} before connecting. */
    public RestanteXaConnectionFactory() {}

    /**
     * Creates a factory for one broker.
     *
     * @throws IllegalArgumentException if the text is not a URI
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
    public Reference getReference() {
        return References.ofFactory(RestanteXaConnectionFactory.class, getUri(), getUser(), password());
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
