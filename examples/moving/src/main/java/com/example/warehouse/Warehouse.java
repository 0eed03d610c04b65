package com.example.warehouse;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import javax.naming.Context;
import javax.naming.NamingException;

/** Packs what is ordered: in a transaction it takes an order, confirms it and publishes the news. Sugar falls down the first time. */
final class Warehouse implements MessageListener {

    private final Session session;
    private final MessageProducer producer;
    private final Topic news;

    private Warehouse(Session session, Topic news) throws JMSException {
        this.session = session;
        this.producer = session.createProducer(null);
        this.news = news;
    }

    static void open(Connection connection, Context names) throws JMSException, NamingException {
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Warehouse warehouse = new Warehouse(session, (Topic) names.lookup("news"));
        session.createConsumer((Queue) names.lookup("orders")).setMessageListener(warehouse);
    }

    @Override
    public void onMessage(Message message) {
        try {
            pack((MapMessage) message);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pack(MapMessage order) throws JMSException {
        String packed = order.getInt("pieces") + " x " + order.getString("item") + ", attempt "
                + order.getIntProperty("JMSXDeliveryCount");
        Message confirmation = session.createTextMessage(packed);
        confirmation.setJMSCorrelationID(order.getJMSMessageID());
        producer.send(order.getJMSReplyTo(), confirmation);
        producer.send(news, session.createTextMessage("packed " + packed));
        if (order.getString("item").equals("sugar") && !order.getJMSRedelivered()) {
            session.rollback();
        } else {
            session.commit();
        }
    }
}
