package com.example.orders;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;

/** At the first delivery the process ends after the received and the sent message are prepared, before the transaction is decided. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(
                    propertyName = "connectionFactory",
                    propertyValue = "java:global/restante/XAConnectionFactory"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(
                    propertyName = "destination",
                    propertyValue = "java:global/restante/dynamicQueues/payments")
        })
public class Payments implements MessageListener {

    @Resource(lookup = "java:/jms/Restante")
    private ConnectionFactory connections;

    @Resource(lookup = "java:/TransactionManager")
    private TransactionManager transactions;

    @Override
    public void onMessage(Message payment) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer()
                    .setProperty("delivery", payment.getIntProperty("JMSXDeliveryCount"))
                    .setProperty("redelivered", payment.getJMSRedelivered())
                    .send(context.createQueue("receipts"), payment.getBody(String.class));
            if (!payment.getJMSRedelivered()) {
                transactions.getTransaction().enlistResource(EndOfProcess.atPrepare());
            }
        } catch (JMSException | SystemException | RollbackException e) {
            throw new EJBException(e);
        }
    }
}
