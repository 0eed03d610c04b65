package com.example.orders;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

/** As {@link Orders}, by the classic interfaces, on a durable subscription, and with an exception at the first delivery. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(
                    propertyName = "connectionFactory",
                    propertyValue = "java:global/restante/XAConnectionFactory"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
            @ActivationConfigProperty(
                    propertyName = "destination",
                    propertyValue = "java:global/restante/dynamicTopics/parcels"),
            @ActivationConfigProperty(propertyName = "clientId", propertyValue = "shop"),
            @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable"),
            @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "labels")
        })
public class Parcels implements MessageListener {

    @Resource(lookup = "java:/jms/Restante")
    private ConnectionFactory connections;

    @Override
    public void onMessage(Message parcel) {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession()) {
            TextMessage label = session.createTextMessage(parcel.getBody(String.class));
            label.setIntProperty("delivery", parcel.getIntProperty("JMSXDeliveryCount"));
            label.setBooleanProperty("redelivered", parcel.getJMSRedelivered());
            session.createProducer(session.createQueue("labels")).send(label);
            if (!parcel.getJMSRedelivered()) {
                throw new IllegalStateException("the first delivery fails");
            }
        } catch (JMSException e) {
            throw new EJBException(e);
        }
    }
}
