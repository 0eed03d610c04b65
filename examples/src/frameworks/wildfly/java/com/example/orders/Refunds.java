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

/** The process ends after the transaction is decided and the received message committed, before the sent one is. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(
                    propertyName = "connectionFactory",
                    propertyValue = "java:global/restante/XAConnectionFactory"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(
                    propertyName = "destination",
                    propertyValue = "java:global/restante/dynamicQueues/refunds")
        })
public class Refunds implements MessageListener {

    @Resource(lookup = "java:/jms/Restante")
    private ConnectionFactory connections;

    @Resource(lookup = "java:/TransactionManager")
    private TransactionManager transactions;

    @Override
    public void onMessage(Message refund) {
        try {
            transactions.getTransaction().enlistResource(EndOfProcess.atCommit());
        } catch (SystemException | RollbackException e) {
            throw new EJBException(e);
        }
        try (JMSContext context = connections.createContext()) {
            context.createProducer()
                    .setProperty("delivery", refund.getIntProperty("JMSXDeliveryCount"))
                    .setProperty("redelivered", refund.getJMSRedelivered())
                    .send(context.createQueue("transfers"), refund.getBody(String.class));
        } catch (JMSException e) {
            throw new EJBException(e);
        }
    }
}
