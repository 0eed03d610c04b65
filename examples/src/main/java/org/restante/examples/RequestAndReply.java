package org.restante.examples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.HashMap;
import java.util.Map;
import org.restante.jms.RestanteConnectionFactory;

/**
 * A till asks for prices; the replies come to a temporary queue of its own.
 *
 * <p>A reply has the identifier of its request as its correlation identifier, so several requests can be under way.
 */
public final class RequestAndReply {

    private static final Map<String, String> PRICES = Map.of("tea", "3.20", "coffee", "4.10");
    private static final long WAIT_MILLIS = 60_000;

    private RequestAndReply() {}

    public static void main(String[] args) throws JMSException {
        ConnectionFactory factory = new RestanteConnectionFactory("vm:prices");
        try (JMSContext shop = factory.createContext();
                JMSContext till = factory.createContext()) {
            shop.createConsumer(shop.createQueue("prices")).setMessageListener(request -> reply(shop, request));
            ask(till, "tea", "coffee", "milk");
        }
    }

    /** The shop learns from the request where to reply. */
    private static void reply(JMSContext shop, Message request) {
        try {
            String price = PRICES.getOrDefault(request.getBody(String.class), "not for sale");
            shop.createProducer().setJMSCorrelationID(request.getJMSMessageID()).send(request.getJMSReplyTo(), price);
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    private static void ask(JMSContext till, String... items) throws JMSException {
        Queue replies = till.createTemporaryQueue(); // deleted when the till's connection ends
        Map<String, String> asked = new HashMap<>();
        for (String item : items) {
            TextMessage request = till.createTextMessage(item);
            till.createProducer()
                    .setJMSReplyTo(replies)
                    .setTimeToLive(WAIT_MILLIS) // a request that nobody waits for any more need not be answered
                    .send(till.createQueue("prices"), request);
            asked.put(request.getJMSMessageID(), item);
        }
        try (JMSConsumer consumer = till.createConsumer(replies)) {
            for (int i = 0; i < items.length; i++) {
                Message reply = consumer.receive(WAIT_MILLIS);
                System.out.println(asked.get(reply.getJMSCorrelationID()) + ": " + reply.getBody(String.class));
            }
        }
    }
}
