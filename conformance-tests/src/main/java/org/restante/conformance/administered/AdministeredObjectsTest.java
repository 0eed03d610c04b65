package org.restante.conformance.administered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnectionFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.Hashtable;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Administered objects: a connection factory or destination from a JNDI directory works like the original object. */
@Section("5.1")
class AdministeredObjectsTest extends ConformanceTest {

    @Test
    @Section({"5.1", "5.2"})
    void serializedQueueNamesTheSameQueue() throws Exception {
        Queue queue = queue();
        Queue copy = throughBytes(Queue.class, queue);
        assertEquals(queue.getQueueName(), copy.getQueueName());
        send(queue, "a");
        assertReceives(session().createConsumer(copy), "a");
    }

    @Test
    @Section({"5.1", "5.2"})
    void serializedTopicNamesTheSameTopic() throws Exception {
        Topic topic = topic();
        Topic copy = throughBytes(Topic.class, topic);
        assertEquals(topic.getTopicName(), copy.getTopicName());
        MessageConsumer consumer = session().createConsumer(copy);
        send(topic, "a");
        assertReceives(consumer, "a");
    }

    @Test
    @Section({"5.1", "5.3"})
    void serializedFactoryConnectsToTheSameProvider() throws Exception {
        Queue queue = queue();
        assertConnects(throughBytes(ConnectionFactory.class, factory()), queue);
    }

    @Test
    @Section({"5.1", "5.2"})
    void queueIsFoundByItsReference() throws Exception {
        Queue queue = queue();
        Queue copy = throughReference(Queue.class, queue);
        send(queue, "a");
        assertReceives(session().createConsumer(copy), "a");
    }

    @Test
    @Section({"5.1", "5.2"})
    void topicIsFoundByItsReference() throws Exception {
        Topic topic = topic();
        MessageConsumer consumer = session().createConsumer(throughReference(Topic.class, topic));
        send(topic, "a");
        assertReceives(consumer, "a");
    }

    @Test
    @Section({"5.1", "5.3"})
    void factoryIsFoundByItsReference() throws Exception {
        Queue queue = queue();
        assertConnects(throughReference(ConnectionFactory.class, factory()), queue);
    }

    @Test
    @Section("5.3")
    @Needs(Capability.LEGACY_DOMAINS)
    void factoryServesAllApis() throws Exception {
        assertInstanceOf(QueueConnectionFactory.class, factory())
                .createQueueConnection()
                .close();
        assertInstanceOf(TopicConnectionFactory.class, factory())
                .createTopicConnection()
                .close();
        factory().createConnection().close();
        factory().createContext().close();
    }

    @Test
    @Section("5.3")
    void factoryMakesAnyNumberOfConnections() throws Exception {
        ConnectionFactory factory = factory();
        Queue queue = queue();
        for (int i = 0; i < 3; i++) {
            try (Connection connection = factory.createConnection()) {
                var session = connection.createSession();
                session.createProducer(queue).send(session.createTextMessage("from " + i));
            }
        }
        assertReceives(session().createConsumer(queue), "from 0", "from 1", "from 2");
    }

    @Test
    @Section("5.2")
    void destinationOfOneConnectionWorksOnAnother() throws Exception {
        Queue queue;
        try (Connection connection = factory().createConnection()) {
            queue = fixture().queue(connection.createSession(), freshName());
        }
        send(queue, "a");
        assertReceives(session().createConsumer(queue), "a");
    }

    private void assertConnects(ConnectionFactory copy, Queue queue) throws Exception {
        try (JMSContext context = copy.createContext()) {
            context.createProducer().send(queue, "a");
        }
        assertReceives(session().createConsumer(queue), "a");
    }

    private static <T> T throughBytes(Class<T> type, Object original) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (var in = new ProviderObjects(bytes.toByteArray())) {
            return assertInstanceOf(type, in.readObject());
        }
    }

    /** Finds the classes of a provider whose jars have a class loader of their own. */
    private static final class ProviderObjects extends ObjectInputStream {
        private ProviderObjects(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(
                        description.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description); // a primitive type
            }
        }
    }

    @SuppressWarnings("JdkObsolete") // JNDI gives no choice
    private static <T> T throughReference(Class<T> type, Object original) throws Exception {
        Reference reference = assertInstanceOf(Referenceable.class, original).getReference();
        assertNotNull(reference.getFactoryClassName(), "the reference has no factory class name");
        return assertInstanceOf(
                type, NamingManager.getObjectInstance(reference, null, null, new Hashtable<String, Object>()));
    }
}
