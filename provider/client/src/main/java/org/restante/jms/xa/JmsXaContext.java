package org.restante.jms.xa;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.XAJMSContext;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.restante.jms.failure.Unchecked;
import org.restante.jms.session.JmsConnection;
import org.restante.jms.session.JmsContext;
import org.restante.jms.session.JmsSession;

/**
 * A context whose work a transaction manager commits; contexts created from it are ordinary ones. Owned by one thread
 * at a time, like {@link JmsContext}.
 */
public final class JmsXaContext extends JmsContext implements XAJMSContext {

    private final JmsXaConnection connection;

    public JmsXaContext(JmsXaConnection connection) {
        super(connection, new AtomicInteger(1), JMSContext.SESSION_TRANSACTED);
        this.connection = connection;
    }

    @Override
    public JmsSession open(JmsConnection over, int sessionMode) throws JMSException {
        return (JmsXaSession) connection.createXASession();
    }

    @Override
    public JMSContext getContext() {
        return this;
    }

    @Override
    public XAResource getXAResource() {
        return Unchecked.get(() -> ((JmsXaSession) session()).getXAResource());
    }
}
