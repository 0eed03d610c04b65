package org.restante.policy;

import jakarta.jms.JMSContext;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.restante.TestBroker;
import org.restante.admin.Admin;

/** A durable broker for each test, with an operator and an application, anna. Owned by the test's thread. */
abstract class OperatorFixture {

    @TempDir
    private Path data;

    @RegisterExtension
    final TestBroker broker;

    private final int mode;
    Admin admin;
    JMSContext context;

    /**
     * A fixture.
     *
     * @param scheme vm or tcp, by which both reach the broker
     * @param mode how the application acknowledges
     */
    OperatorFixture(String scheme, int mode) {
        this.broker = TestBroker.onDisk(() -> data).reachedBy(scheme);
        this.mode = mode;
    }

    @BeforeEach
    void connect() {
        admin = broker.admin();
        context = broker.context(mode);
        context.setClientID("anna");
    }

    /** Starts the broker again on what it kept, and connects again. */
    final void restart() {
        broker.restart();
        connect();
    }
}
