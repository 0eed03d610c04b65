package org.restante.shell.provider;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The shell on ActiveMQ Classic. */
final class ClassicTest extends ForeignProviderTest {
    @BeforeAll
    static void startBroker() throws Exception {
        start("classic");
    }

    @AfterAll
    static void stopBroker() throws Exception {
        stop();
    }

    @Override
    String kind() {
        return "classic";
    }

    @Override
    String factory() {
        return "org.apache.activemq.ActiveMQConnectionFactory";
    }

    @Override
    String initialContextFactory() {
        return "org.apache.activemq.jndi.ActiveMQInitialContextFactory";
    }
}
