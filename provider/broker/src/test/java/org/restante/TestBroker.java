package org.restante;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.server.Listen;
import org.restante.server.ServerOptions;
import org.restante.tcp.HostPort;

/**
 * A broker of this process for one test, and the clients that the test opens. Registered as an extension, it starts before each test;
 * after it, clients are closed, then the server, then the broker. Owned by the test's thread.
 */
public final class TestBroker implements BeforeEachCallback, AfterEachCallback, AutoCloseable {

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final String name = "test-" + STARTED.incrementAndGet();
    private final Supplier<String> options;
    private final Deque<AutoCloseable> servers = new ArrayDeque<>();
    private final Deque<AutoCloseable> clients = new ArrayDeque<>();
    private @Nullable UnaryOperator<ServerOptions> bounds;
    private @Nullable Restante running;
    private @Nullable RestanteServer server;

    private TestBroker(Supplier<String> options) {
        this.options = options;
    }

    public static TestBroker inMemory() {
        return new TestBroker(() -> "");
    }

    /** @param data asked for at each start, so that it may be a TempDir */
    public static TestBroker onDisk(Supplier<Path> data) {
        return new TestBroker(() -> "?data=" + data.get());
    }

    /** Started, in memory, with a server on a free port; for try-with-resources. */
    public static TestBroker served(UnaryOperator<ServerOptions> bounds) {
        TestBroker broker = inMemory();
        broker.bounds = bounds;
        broker.start();
        return broker;
    }

    /** @param scheme vm or tcp: clients are within the process, or go through a server on a free port */
    public TestBroker reachedBy(String scheme) {
        bounds = scheme.equals("tcp") ? standard -> standard : null;
        return this;
    }

    private void start() {
        String within = within();
        running = Restante.start(within);
        servers.push(running);
        if (bounds != null) {
            ServerOptions standard = ServerOptions.at(List.of(Listen.parse("tcp://127.0.0.1:0")));
            server = RestanteServer.start(within, bounds.apply(standard));
            servers.push(server);
        }
    }

    /** For clients of this process, also where other clients go through a server. */
    public String within() {
        return "vm:" + name + options.get();
    }

    /** The broker, for a test that ends it or starts it again under its clients. */
    public Restante running() {
        return Objects.requireNonNull(running);
    }

    /** The server, of a broker that has one. */
    public RestanteServer server() {
        if (server == null) {
            throw new IllegalStateException("this broker has no server; call reachedBy(\"tcp\")");
        }
        return server;
    }

    /** The server's address. */
    public HostPort at() {
        return server().addresses().get(0);
    }

    /** For the clients of this test. */
    public String uri() {
        return bounds == null ? within() : "tcp://" + at();
    }

    public RestanteConnectionFactory factory() {
        return new RestanteConnectionFactory(uri());
    }

    /** A new one, closed after the test. */
    public Admin admin() {
        return closing(Admin.connect(uri()));
    }

    /** A new one, closed after the test. */
    public JMSContext context(int mode) {
        return closing(factory().createContext(mode));
    }

    /** A new one, started, closed after the test. */
    public Connection connection() throws JMSException {
        Connection connection = closing(factory().createConnection());
        connection.start();
        return connection;
    }

    /** Closes this client after the test, before those opened earlier. */
    public <T extends AutoCloseable> T closing(T client) {
        clients.push(client);
        return client;
    }

    /** Closes the clients, ends the broker and starts it again. */
    public void restart() {
        close();
        start();
    }

    /** Ends the server and the broker, and leaves the clients open. */
    public void end() {
        closeAll(servers);
    }

    @Override
    public void close() {
        closeAll(clients);
        end();
    }

    /** Closes each, also after a failure; the last opened first. */
    private static void closeAll(Deque<AutoCloseable> open) {
        try {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("not closed after the test: " + e.getMessage(), e);
        } finally {
            if (!open.isEmpty()) {
                closeAll(open);
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }
}
