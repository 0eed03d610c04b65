package org.restante.jms.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueSender;
import jakarta.jms.TopicPublisher;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.jms.RestanteQueue;
import org.restante.jms.RestanteTopic;
import org.restante.jms.message.MessageCalls;
import org.restante.jms.xa.JmsXaConnection;
import org.restante.jms.xa.JmsXaContext;
import org.restante.link.Reply;
import org.restante.link.Request;

/** Agents find the methods that they trace by the types that the API declares, and by the methods of the classic API. */
final class DeclaredTypesTest {

    private static final RestanteQueue QUEUE = new RestanteQueue("orders");

    private final ScriptedLink link = new ScriptedLink();
    private final List<String> callers = new CopyOnWriteArrayList<>();
    private JmsConnection connection;
    private JMSContext context;

    @BeforeEach
    void connect() throws Exception {
        connection = link.connection();
        context = JmsContext.first(connection, JMSContext.AUTO_ACKNOWLEDGE);
        link.answer(Request.Send.class, request -> {
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .forEach(frame -> callers.add(frame.getDeclaringClass().getSimpleName()
                            + '.'
                            + frame.getMethodName()
                            + frame.getMethodType().parameterList().stream()
                                    .map(Class::getSimpleName)
                                    .toList()));
            return new Reply.Done();
        });
    }

    @AfterEach
    void disconnect() {
        context.close();
    }

    /** A method that returns one of our own types has a bridge, which returns the type of the API and which agents leave out. */
    @Test
    void classesOfTheApiReturnItsTypes() {
        TreeSet<String> bridges = new TreeSet<>();
        Stream.of(
                        JmsConnection.class,
                        JmsXaConnection.class,
                        JmsSession.class,
                        ConsumerCalls.class,
                        MessageCalls.class,
                        JmsConsumer.class,
                        JmsProducer.class,
                        JmsBrowser.class,
                        JmsContext.class,
                        JmsXaContext.class,
                        JmsContextConsumer.class,
                        JmsContextProducer.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(Method::isBridge)
                .forEach(method -> bridges.add(method.toString()));
        assertEquals(List.of(), List.copyOf(bridges));
    }

    @Test
    void consumersAndProducersDeclareWhatAgentsTrace() throws Exception {
        assertTrue(MessageConsumer.class.isAssignableFrom(JmsConsumer.class));
        for (Method method : List.of(
                JmsConsumer.class.getDeclaredMethod("receive"),
                JmsConsumer.class.getDeclaredMethod("receive", long.class),
                JmsConsumer.class.getDeclaredMethod("receiveNoWait"))) {
            assertEquals(Message.class, method.getReturnType());
        }
        for (Method method : MessageProducer.class.getMethods()) {
            if (method.getName().equals("send")) {
                assertNotNull(JmsProducer.class.getDeclaredMethod("send", method.getParameterTypes()));
            }
        }
    }

    private void assertSent(String by) {
        assertTrue(callers.contains("JmsProducer." + by), callers.toString());
        callers.clear();
    }

    @Test
    void contextsSendByTheClassicApi() {
        JMSProducer producer = context.createProducer();
        String method = "send" + List.of("Destination", "Message");
        producer.send(QUEUE, "tea");
        assertSent(method);
        producer.send(QUEUE, Map.of("tea", 1));
        assertSent(method);
        producer.send(QUEUE, new byte[] {1});
        assertSent(method);
        producer.send(QUEUE, Integer.valueOf(1));
        assertSent(method);
        producer.setAsync(new CompletionListener() {
            @Override
            public void onCompletion(Message message) {}

            @Override
            public void onException(Message message, Exception exception) {}
        });
        producer.send(QUEUE, "tea");
        assertSent("send" + List.of("Destination", "Message", "CompletionListener"));
    }

    @Test
    void sendersAndPublishersSendByTheMethodsOfEveryProducer() throws Exception {
        JmsSession session = ((JmsContext) context).session();
        QueueSender sender = session.createSender(null);
        sender.send(QUEUE, session.createMessage());
        assertSent("send" + List.of("Destination", "Message"));
        sender.send(QUEUE, session.createMessage(), 2, 4, 0);
        assertSent("send" + List.of("Destination", "Message", "int", "int", "long"));
        TopicPublisher publisher = session.createPublisher(new RestanteTopic("news"));
        publisher.publish(session.createMessage());
        assertSent("send" + List.of("Message"));
        publisher.publish(session.createMessage(), 2, 4, 0);
        assertSent("send" + List.of("Message", "int", "int", "long"));
        TopicPublisher open = session.createPublisher(null);
        open.publish(new RestanteTopic("news"), session.createMessage());
        assertSent("send" + List.of("Destination", "Message"));
        open.publish(new RestanteTopic("news"), session.createMessage(), 2, 4, 0);
        assertSent("send" + List.of("Destination", "Message", "int", "int", "long"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 600_000})
    void contextsReceiveByTheClassicApi(long timeout) throws Exception {
        Destination queue = QUEUE;
        JMSConsumer consumer = context.createConsumer(queue);
        Thread receiver = new Thread(() -> {
            if (timeout == 0) {
                consumer.receiveBody(String.class);
            } else {
                consumer.receiveBody(String.class, timeout);
            }
        });
        receiver.start();
        await().until(() -> Arrays.stream(receiver.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith("JmsConsumer")
                        && frame.getMethodName().equals("receive")));
        link.deliver(link.consumer(), "tea");
        receiver.join(10_000);
        assertTrue(!receiver.isAlive());
    }
}
