package com.example.warehouse;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import javax.naming.Context;
import javax.naming.NamingException;

/** A durable subscriber of the news, connected only while it reads. */
final class Journal {

    private final ConnectionFactory factory;
    private final Topic news;

    Journal(ConnectionFactory factory, Context names) throws NamingException {
        this.factory = factory;
        news = (Topic) names.lookup("news");
    }

    /** What has come since the last time; nothing the first time, which makes the subscription. */
    List<String> read() throws JMSException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = factory.createConnection()) {
            connection.setClientID("journal");
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createDurableConsumer(news, "all");
            connection.start();
            Message message = consumer.receiveNoWait();
            while (message != null) {
                lines.add("journal: " + message.getBody(String.class));
                message = consumer.receiveNoWait();
            }
        }
        return lines;
    }
}
