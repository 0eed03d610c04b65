package org.restante.jms.xa;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicSession;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XATopicSession;
import javax.transaction.xa.XAResource;
import org.restante.jms.session.AckMode;
import org.restante.jms.session.Domain;
import org.restante.jms.session.JmsSession;

/**
 * A session whose work a transaction manager commits (section 11.3). Outside of any branch it sends and acknowledges at
 * once, like an AUTO_ACKNOWLEDGE session. Owned by one thread at a time, like {@link JmsSession}.
 */
final class JmsXaSession extends JmsSession implements XAQueueSession, XATopicSession {

    private final XAResource resource;

    JmsXaSession(JmsXaConnection connection, Domain domain) {
        super(connection.context(), connection.context().nextNumber(), AckMode.AUTO, SESSION_TRANSACTED, domain);
        resource = new JmsXaResource(this, connection.branches());
    }

    @Override
    public Session getSession() {
        return this;
    }

    @Override
    public QueueSession getQueueSession() {
        return this;
    }

    @Override
    public TopicSession getTopicSession() {
        return this;
    }

    @Override
    public XAResource getXAResource() {
        return resource;
    }

    @Override
    public boolean getTransacted() throws JMSException {
        checkOpen();
        return true;
    }

    private TransactionInProgressException notAllowed(String call) {
        return new TransactionInProgressException("a transaction manager decides about this session's work; " + call
                + " through the transaction manager");
    }

    @Override
    public void commit() throws JMSException {
        checkOpen();
        throw notAllowed("commit");
    }

    @Override
    public void rollback() throws JMSException {
        checkOpen();
        throw notAllowed("roll back");
    }

    @Override
    public void recover() throws JMSException {
        checkOpen();
        throw new IllegalStateException("the session is transacted; roll back through the transaction manager instead");
    }
}
