package org.restante.transaction;

import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * Gives Narayana a resource of a new connection for each scan and closes the one before, as the containers of resource
 * adapters do. Narayana may still use the resource of an earlier scan.
 */
final class OneAtATime implements XAResourceRecoveryHelper {

    private final XAConnectionFactory factory;
    private @Nullable XAConnection connection;

    OneAtATime(XAConnectionFactory factory) {
        this.factory = factory;
    }

    @Override
    public boolean initialise(String parameters) {
        return true;
    }

    @Override
    public XAResource[] getXAResources() throws JMSException {
        if (connection != null) {
            connection.close();
        }
        connection = factory.createXAConnection();
        return new XAResource[] {connection.createXASession().getXAResource()};
    }
}
