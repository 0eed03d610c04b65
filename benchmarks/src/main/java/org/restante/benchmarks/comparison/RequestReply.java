package org.restante.benchmarks.comparison;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import org.HdrHistogram.Histogram;

/**
 * One requester that receives each reply from its temporary queue before the next request, and one responder; both on connections of
 * their own, non-persistent, 100 bytes. Measures the time from before the send to after the receive.
 */
final class RequestReply implements LoadProgram {

    private static final String REQUESTS = "requests";
    private static final long LIMIT_MILLIS = 20_000;

    private final byte[] body = new byte[100];
    private long requests;

    @Override
    public void run(Trial trial, Readings readings) throws Exception {
        try (Connection answering = trial.connections().createConnection();
                Connection asking = trial.connections().createConnection()) {
            Responder responder = new Responder(answering.createSession(false, Session.AUTO_ACKNOWLEDGE));
            responder.start(trial.listeners());
            answering.start();
            asking.start();
            Session session = asking.createSession(false, Session.AUTO_ACKNOWLEDGE);
            TemporaryQueue replies = session.createTemporaryQueue();
            MessageConsumer consumer = session.createConsumer(replies);
            MessageProducer producer = session.createProducer(session.createQueue(REQUESTS));
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            Asker asker = () -> {
                BytesMessage request = session.createBytesMessage();
                request.writeBytes(body);
                request.setJMSReplyTo(replies);
                String id = Long.toString(++requests);
                request.setJMSCorrelationID(id);
                producer.send(request);
                Message reply = consumer.receive(LIMIT_MILLIS);
                if (reply == null || !id.equals(reply.getJMSCorrelationID())) {
                    throw new IllegalStateException("reply " + id + " did not come, but " + reply);
                }
            };
            measure(trial, asker, readings);
            if (consumer.receive(50) != null) {
                readings.mistake("a reply came twice");
            }
            responder.stop();
        }
    }

    private interface Asker {
        void ask() throws JMSException;
    }

    private static void measure(Trial trial, Asker asker, Readings readings) throws JMSException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < trial.warmMillis() * 1_000_000) {
            asker.ask();
        }
        Histogram times = new Histogram(3);
        start = System.nanoTime();
        long cpu = trial.cpu().nanos();
        long now = start;
        while (now - start < trial.millis() * 1_000_000) {
            asker.ask();
            long end = System.nanoTime();
            times.recordValue(end - now);
            now = end;
        }
        long used = trial.cpu().nanos() - cpu;
        readings.add(times.getValueAtPercentile(50) / 1e3, used, times.getTotalCount());
        readings.add(times.getValueAtPercentile(99) / 1e3, used, times.getTotalCount());
    }

    /** Sends each request's correlation identifier back to its JMSReplyTo. */
    private static final class Responder {

        private final Session session;
        private final MessageConsumer consumer;
        private final MessageProducer producer;
        private final byte[] body = new byte[100];
        private volatile boolean stopping;
        private final Thread thread = new Thread(this::receive, "responder");

        Responder(Session session) throws JMSException {
            this.session = session;
            this.consumer = session.createConsumer(session.createQueue(REQUESTS));
            this.producer = session.createProducer(null);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        }

        void start(boolean listener) throws JMSException {
            if (listener) {
                consumer.setMessageListener(request -> {
                    try {
                        answer(request);
                    } catch (JMSException e) {
                        throw new IllegalStateException(e);
                    }
                });
            } else {
                thread.start();
            }
        }

        private void receive() {
            try {
                while (!stopping) {
                    Message request = consumer.receive(200);
                    if (request != null) {
                        answer(request);
                    }
                }
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        }

        private void answer(Message request) throws JMSException {
            BytesMessage reply = session.createBytesMessage();
            reply.writeBytes(body);
            reply.setJMSCorrelationID(request.getJMSCorrelationID());
            producer.send(request.getJMSReplyTo(), reply);
        }

        void stop() throws InterruptedException {
            stopping = true;
            thread.join();
        }
    }
}
