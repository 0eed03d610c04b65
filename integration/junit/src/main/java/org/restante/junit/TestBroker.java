package org.restante.junit;

import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.restante.ManualClock;
import org.restante.Restante;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteQueue;
import org.restante.jms.RestanteTopic;
import org.restante.message.Address;

/**
 * The broker of a test, in memory. {@link RestanteExtension} starts it and ends it, together with all connections to it. Any thread may
 * use it.
 */
public final class TestBroker {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String uri;
    private final ManualClock clock;
    private final Restante broker;
    private final Admin admin;
    private final List<JMSContext> contexts = new CopyOnWriteArrayList<>();

    private TestBroker(String uri, ManualClock clock, Restante broker, Admin admin) {
        this.uri = uri;
        this.clock = clock;
        this.broker = broker;
        this.admin = admin;
    }

    static TestBroker start(BrokerSettings settings) {
        String name = "vm:test-" + NUMBERS.incrementAndGet();
        Instant start = settings.start() == null ? InstantSource.system().instant() : settings.start();
        ManualClock clock = new ManualClock(start);
        String uri = settings.options().isEmpty() ? name : name + "?" + settings.options();
        Restante broker = Restante.start(uri, clock);
        try {
            return new TestBroker(uri, clock, broker, Admin.connect(uri));
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** The URI, for an application that makes its own factory: {@code vm:test-1}. */
    public String uri() {
        return uri;
    }

    /** A new connection factory. */
    public RestanteConnectionFactory connectionFactory() {
        return new RestanteConnectionFactory(uri);
    }

    /** A new context in AUTO_ACKNOWLEDGE, closed with the broker. */
    public JMSContext context() {
        JMSContext opened = connectionFactory().createContext();
        contexts.add(opened);
        return opened;
    }

    /** An operator's link, closed with the broker. */
    public Admin admin() {
        return admin;
    }

    /** The clock of the broker and of its clients in this process. It stands still until the test advances it. */
    public ManualClock clock() {
        return clock;
    }

    /** A queue by name; it does not have to exist. */
    public Queue queue(String name) {
        return new RestanteQueue(name);
    }

    /** A topic by name; it does not have to exist. */
    public Topic topic(String name) {
        return new RestanteTopic(name);
    }

    /** Assertions on the messages of a queue, or of all subscriptions of a topic. */
    public DestinationAssert assertThat(Destination destination) {
        return new DestinationAssert(admin, address(destination), clock, System::nanoTime);
    }

    private static Address address(Destination destination) {
        try {
            if (destination instanceof Queue queue) {
                return Address.ofQueueName(queue.getQueueName());
            } else if (destination instanceof Topic topic) {
                return Address.ofTopicName(topic.getTopicName());
            }
        } catch (JMSException e) {
            throw new IllegalArgumentException("the destination has no name", e);
        }
        throw new IllegalArgumentException("'" + destination + "' is neither a queue nor a topic");
    }

    void close() {
        try {
            contexts.forEach(JMSContext::close);
            admin.close();
        } finally {
            broker.close();
        }
    }

    @Override
    public String toString() {
        return uri;
    }
}
