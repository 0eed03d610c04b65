package com.example.orders;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Sends an invoice in the transaction of each order. The first delivery of each order is rolled back. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(
                    propertyName = "connectionFactory",
                    propertyValue = "java:global/restante/XAConnectionFactory"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(
                    propertyName = "destination",
                    propertyValue = "java:global/restante/dynamicQueues/orders")
        })
public class Orders implements MessageListener {

    @Resource
    private MessageDrivenContext transaction;

    @Resource(lookup = "java:/jms/Restante")
    private ConnectionFactory connections;

    @Override
    public void onMessage(Message order) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer()
                    .setProperty("delivery", order.getIntProperty("JMSXDeliveryCount"))
                    .setProperty("redelivered", order.getJMSRedelivered())
                    .send(context.createQueue("invoices"), order.getBody(String.class));
            if (!order.getJMSRedelivered()) {
                transaction.setRollbackOnly();
            }
        } catch (JMSException e) {
            throw new EJBException(e);
        }
    }
}
