package org.restante.conformance.tool;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.Context;
import javax.naming.spi.InitialContextFactory;

/** A JNDI directory with the factory of a broker that is up as long as the file of the key {@code up} is there. */
public final class SampleJndi implements InitialContextFactory {

    /** For JNDI. */
    public SampleJndi() {}

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
        Path up = Path.of((String) environment.get("up"));
        Connection connection = FailingFixture.proxy(Connection.class, (self, method, arguments) -> null);
        ConnectionFactory factory = FailingFixture.proxy(ConnectionFactory.class, (self, method, arguments) -> {
            if (Files.exists(up)) {
                return connection;
            }
            throw new JMSException("the broker is down");
        });
        Map<String, Object> names = Map.of("ConnectionFactory", factory);
        return FailingFixture.proxy(
                Context.class,
                (self, method, arguments) -> method.getName().equals("lookup") ? names.get(arguments[0]) : null);
    }
}
