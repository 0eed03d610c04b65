package org.restante.examples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.restante.jms.RestanteConnectionFactory;

/**
 * Takes an order, sends an invoice and a note to the packers: a transaction does all three or none.
 *
 * <p>InvoicingTest has the tests of this class.
 */
public final class Invoicing {

    private final ConnectionFactory factory;

    Invoicing(ConnectionFactory factory) {
        this.factory = factory;
    }

    public static void main(String[] args) throws JMSException {
        ConnectionFactory factory = new RestanteConnectionFactory("vm:invoicing");
        Invoicing invoicing = new Invoicing(factory);
        try (JMSContext shop = factory.createContext()) {
            shop.createProducer().send(shop.createQueue("orders"), "tea");
        }
        try {
            invoicing.process(false);
        } catch (IllegalStateException e) {
            System.out.println("failed: " + e.getMessage());
        }
        invoicing.show();
        invoicing.process(true);
        System.out.println("committed");
        invoicing.show();
    }

    /** Processes one order if one waits. Closing without a commit rolls back: the order comes again, and nobody ever sees the invoice. */
    void process(boolean isPrinterReady) {
        try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED);
                JMSConsumer orders = context.createConsumer(context.createQueue("orders"))) {
            String item = orders.receiveBodyNoWait(String.class);
            if (item == null) {
                return;
            }
            context.createProducer().send(context.createQueue("invoices"), "invoice for " + item);
            if (!isPrinterReady) {
                throw new IllegalStateException("the printer has no paper");
            }
            context.createProducer().send(context.createQueue("packers"), "pack " + item);
            context.commit();
        }
    }

    private void show() throws JMSException {
        System.out.println("  orders " + waiting("orders") + ", invoices " + waiting("invoices") + ", packers "
                + waiting("packers"));
    }

    /** A browser shows what waits in a queue and takes nothing. */
    List<String> waiting(String name) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue(name);
            try (QueueBrowser browser = context.createBrowser(queue)) {
                for (Object message : Collections.list((Enumeration<?>) browser.getEnumeration())) {
                    texts.add(((Message) message).getBody(String.class));
                }
            }
        }
        return texts;
    }
}
