package org.restante.shell.content;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;

/** A message to send, before it is created in a session. */
public interface Draft {

    Message in(JMSContext context) throws JMSException;

    /** Sets the headers and properties of the draft on the producer. */
    default void on(JMSProducer producer, JMSContext context) {
        // a draft with only a body has none
    }

    /** The approximate size in bytes. */
    int size();

    static Draft of(Payload payload, BodyType type) {
        return new Draft() {
            @Override
            public Message in(JMSContext context) throws JMSException {
                return payload.in(context, type);
            }

            @Override
            public int size() {
                return payload.size();
            }
        };
    }

    static Draft of(JsonMessage envelope, int size) {
        return new Draft() {
            @Override
            public Message in(JMSContext context) throws JMSException {
                return envelope.in(context);
            }

            @Override
            public void on(JMSProducer producer, JMSContext context) {
                envelope.on(producer, context);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }
}
