package org.restante.benchmarks;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;

/** Receives from one queue on its own connection, and acknowledges each message or commits each batch. */
final class ReceivingTask implements WorkerGroup.Worker {

    private static final long TIMEOUT_MILLIS = 100;

    private final Connection connection;
    private final Session session;
    private final MessageConsumer consumer;
    private final int batch;

    /** @param batch messages per transaction; 1: no transactions */
    ReceivingTask(ConnectionFactory connections, int batch) throws JMSException {
        this.connection = connections.createConnection();
        this.session =
                connection.createSession(batch > 1, batch > 1 ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        this.consumer = session.createConsumer(session.createQueue(SendingTask.QUEUE));
        this.batch = batch;
        connection.start();
    }

    @Override
    public int step() throws JMSException {
        int received = 0;
        while (received < batch && consumer.receive(TIMEOUT_MILLIS) != null) {
            received++;
        }
        if (batch > 1 && received > 0) {
            session.commit();
        }
        return received;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
