package org.restante.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/** Sends messages to one queue, one after the other, on its own connection. */
final class SendingTask implements WorkerGroup.Worker {

    static final String QUEUE = "benchmark";

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final byte[] body;
    private final int batch;

    /** @param batch messages per transaction; 1: no transactions */
    SendingTask(ConnectionFactory connections, int bytes, int batch, boolean persistent) throws JMSException {
        this.connection = connections.createConnection();
        this.session =
                connection.createSession(batch > 1, batch > 1 ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        this.producer = session.createProducer(session.createQueue(QUEUE));
        producer.setDeliveryMode(persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        this.body = new byte[bytes];
        this.batch = batch;
    }

    @Override
    public int step() throws JMSException {
        for (int i = 0; i < batch; i++) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            producer.send(message);
        }
        if (batch > 1) {
            session.commit();
        }
        return batch;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
