package org.restante.jms;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.XAJMSContext;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;

/** A context whose work a transaction manager commits; contexts made from it are ordinary ones. Used as {@link SimpleContext} is. */
final class SimpleXaContext extends SimpleContext implements XAJMSContext {

    private final JmsXaConnection connection;

    SimpleXaContext(JmsXaConnection connection) {
        super(connection, new AtomicInteger(1), JMSContext.SESSION_TRANSACTED);
        this.connection = connection;
    }

    @Override
    JmsSession open(JmsConnection over, int sessionMode) throws JMSException {
        return connection.createXASession();
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
