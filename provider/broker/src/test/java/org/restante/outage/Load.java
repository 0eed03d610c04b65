package org.restante.outage;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.restante.jms.RestanteConnectionFactory;

/**
 * Applications at work: each in a way of its own, over a connection of its own, until it is told to stop; senders stop first. What
 * they throw fails the test.
 */
final class Load implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 500;

    private final ConnectionFactory factory;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CompletableFuture<Void>> senders = new ArrayList<>();
    private final List<CompletableFuture<Void>> others = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final AtomicInteger rolledBack = new AtomicInteger();
    private volatile boolean sending = true;
    private volatile boolean working = true;

    /** What an application does with its connection. */
    private interface Job {
        void run(Connection connection) throws JMSException;
    }

    Load(String uri) {
        factory = new RestanteConnectionFactory(uri);
    }

    private void begin(List<CompletableFuture<Void>> group, Connection connection, Job job) {
        group.add(CompletableFuture.runAsync(
                () -> {
                    try (connection) {
                        job.run(connection);
                    } catch (JMSException e) {
                        throw new CompletionException(e);
                    }
                },
                threads));
    }

    private Connection open() throws JMSException {
        Connection connection = factory.createConnection();
        connections.add(connection);
        connection.start();
        return connection;
    }

    /** Sends persistent messages, one after another; some are larger than a proxy's buffer. */
    void sends(String destination, String name, Tally... tallies) throws JMSException {
        begin(senders, open(), connection -> {
            Session session = connection.createSession();
            MessageProducer producer = session.createProducer(
                    destination.startsWith("topic:")
                            ? session.createTopic(destination.substring(6))
                            : session.createQueue(destination));
            for (int i = 0; sending; i++) {
                TextMessage message = session.createTextMessage(name + "-" + i);
                message.setStringProperty("padding", "x".repeat(i % 20 == 0 ? 30_000 : 10));
                producer.send(message);
                for (Tally tally : tallies) {
                    tally.sent(name + "-" + i);
                }
            }
        });
    }

    private static void count(Tally tally, Message message) {
        try {
            tally.received(((TextMessage) message).getText(), message.getJMSRedelivered());
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    void receives(String queue, int mode, Tally tally) throws JMSException {
        begin(others, open(), connection -> {
            Session session = connection.createSession(mode);
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            while (working) {
                Message message = consumer.receive(PATIENCE_MILLIS);
                if (message != null) {
                    count(tally, message);
                    if (mode == Session.CLIENT_ACKNOWLEDGE) {
                        Taken.acknowledge(message);
                    }
                }
            }
        });
    }

    void listens(String queue, Tally tally) throws JMSException {
        Connection connection = open();
        Session session = connection.createSession();
        session.createConsumer(session.createQueue(queue)).setMessageListener(message -> count(tally, message));
    }

    void subscribes(String topic, String durable, Tally tally) throws JMSException {
        Connection connection = open();
        Session session = connection.createSession();
        MessageConsumer consumer = durable == null
                ? session.createConsumer(session.createTopic(topic))
                : session.createSharedDurableConsumer(session.createTopic(topic), durable);
        consumer.setMessageListener(message -> count(tally, message));
    }

    /** Moves messages from one queue to another in transactions; what is rolled back is tried again. */
    void forwards(String from, String to) throws JMSException {
        begin(others, open(), connection -> {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(from));
            MessageProducer producer = session.createProducer(session.createQueue(to));
            while (working) {
                Message message = consumer.receive(PATIENCE_MILLIS);
                if (message != null) {
                    producer.send(message);
                    commit(session);
                }
            }
            session.rollback();
        });
    }

    private void commit(Session session) throws JMSException {
        try {
            session.commit();
        } catch (TransactionRolledBackException e) {
            rolledBack.incrementAndGet(); // what it took comes again
        }
    }

    /** How many transactions were rolled back, as their deliveries were lost. */
    int rolledBack() {
        return rolledBack.get();
    }

    /** Answers what it is asked, where it is asked to. */
    void answers(String queue) throws JMSException {
        Connection connection = open();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(null);
        session.createConsumer(session.createQueue(queue)).setMessageListener(message -> {
            try {
                BytesMessage answer = session.createBytesMessage();
                answer.setJMSCorrelationID(message.getJMSMessageID());
                producer.send(message.getJMSReplyTo(), answer);
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    void asks(String queue, Tally tally) throws JMSException {
        begin(senders, open(), connection -> {
            Session session = connection.createSession();
            TemporaryQueue mine = session.createTemporaryQueue();
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            MessageConsumer consumer = session.createConsumer(mine);
            Queue replyTo = mine;
            while (sending) {
                TextMessage question = session.createTextMessage("?");
                question.setJMSReplyTo(replyTo);
                producer.send(question);
                tally.sent(question.getJMSMessageID());
                Message answer = consumer.receive(30_000);
                if (answer == null) {
                    throw new JMSException("no answer to " + question.getJMSMessageID());
                }
                tally.received(answer.getJMSCorrelationID(), false);
            }
        });
    }

    /** Lets the senders come to an end. */
    void stopSending() {
        sending = false;
        senders.forEach(CompletableFuture::join);
    }

    void stop() throws JMSException {
        working = false;
        others.forEach(CompletableFuture::join);
        for (Connection connection : connections) {
            connection.close();
        }
    }

    @Override
    public void close() {
        sending = false;
        working = false;
        threads.shutdownNow();
    }
}
