package com.example.warehouse;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Orders three things of the warehouse, waits for each confirmation, and reads what the journal has noted meanwhile. */
public final class Shop {

    private static final long WAIT_MILLIS = 60_000;

    private final Session session;
    private final Queue orders;
    private final Queue confirmations;

    private Shop(Session session, Context names) throws JMSException, NamingException {
        this.session = session;
        orders = (Queue) names.lookup("orders");
        confirmations = (Queue) names.lookup("confirmations");
    }

    /** The provider is the one of jndi.properties on the class path. */
    public static void main(String[] args) throws JMSException, NamingException {
        Context names = new InitialContext();
        ConnectionFactory factory = (ConnectionFactory) names.lookup("ConnectionFactory");
        Journal journal = new Journal(factory, names);
        journal.read();
        try (Connection connection = factory.createConnection()) {
            System.out.println("provider: " + connection.getMetaData().getJMSProviderName());
            Warehouse.open(connection, names);
            connection.start();
            new Shop(connection.createSession(false, Session.AUTO_ACKNOWLEDGE), names).order();
        }
        journal.read().forEach(System.out::println);
    }

    private void order() throws JMSException {
        List<String> identifiers = new ArrayList<>();
        for (String item : List.of("tea", "sugar", "coffee")) {
            MapMessage order = session.createMapMessage();
            order.setString("item", item);
            order.setInt("pieces", item.length());
            order.setJMSReplyTo(confirmations);
            session.createProducer(orders).send(order);
            identifiers.add(order.getJMSMessageID());
        }
        for (String identifier : identifiers) {
            String selector = "JMSCorrelationID = '" + identifier + "'";
            try (MessageConsumer consumer = session.createConsumer(confirmations, selector)) {
                Message confirmation = consumer.receive(WAIT_MILLIS);
                System.out.println("confirmed: " + confirmation.getBody(String.class));
            }
        }
    }
}
