package org.restante.shell.provider;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The shell on ActiveMQ Artemis. */
final class ArtemisTest extends ForeignProviderTest {
    @BeforeAll
    static void startBroker() throws Exception {
        start("artemis");
    }

    @AfterAll
    static void stopBroker() throws Exception {
        stop();
    }

    @Override
    String kind() {
        return "artemis";
    }

    @Override
    String factory() {
        return "org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory";
    }

    @Override
    String initialContextFactory() {
        return "org.apache.activemq.artemis.jndi.ActiveMQInitialContextFactory";
    }
}
