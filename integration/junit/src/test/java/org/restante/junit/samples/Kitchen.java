package org.restante.junit.samples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** The application under test of docs/testing.md: it prepares orders, bills each, and cannot make coffee. */
final class Kitchen implements AutoCloseable {

    private final JMSContext context;

    Kitchen(ConnectionFactory factory) {
        this.context = factory.createContext(JMSContext.SESSION_TRANSACTED);
        context.createConsumer(context.createQueue("orders")).setMessageListener(this::prepare);
    }

    private void prepare(Message order) {
        try {
            String item = order.getBody(String.class);
            if (item.equals("coffee")) {
                context.rollback();
                return;
            }
            context.createProducer().send(context.createQueue("bills"), "bill for " + item);
            context.commit();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
