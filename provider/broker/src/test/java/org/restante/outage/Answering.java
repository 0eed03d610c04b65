package org.restante.outage;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import org.restante.jms.RestanteConnectionFactory;

/** A process that answers what it is asked, with an exclamation mark: {@code URI}. A line on its standard input ends it. */
final class Answering {

    static final String QUESTIONS = "questions";

    private Answering() {}

    public static void main(String[] args) throws IOException {
        try (JMSContext context = new RestanteConnectionFactory(args[0]).createContext();
                JMSContext replies = context.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createConsumer(context.createQueue(QUESTIONS)).setMessageListener(message -> {
                try {
                    replies.createProducer().send(message.getJMSReplyTo(), message.getBody(String.class) + "!");
                } catch (JMSException e) {
                    throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
                }
            });
            System.out.println("ready");
            System.in.read();
        }
        System.out.println("ended");
    }
}
