package org.restante.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.Restante;
import org.restante.jms.RestanteConnectionFactory;

/** Tests of an application, each with a broker of its own: in memory, started in milliseconds, empty. */
class InvoicingTest {

    private static final String URI = "vm:test";

    private final RestanteConnectionFactory factory = new RestanteConnectionFactory(URI);
    private final Invoicing invoicing = new Invoicing(factory); // the application gets the factory as in production
    private Restante broker;

    @BeforeEach
    void startBroker() {
        broker = Restante.start(URI);
    }

    @AfterEach
    void stopBroker() {
        broker.close(); // and all messages in it are gone
    }

    @Test
    void orderBecomesAnInvoiceAndANoteToThePackers() throws JMSException {
        order("tea");
        invoicing.process(true);
        assertEquals(List.of(), invoicing.waiting("orders"));
        assertEquals(List.of("invoice for tea"), invoicing.waiting("invoices"));
        assertEquals(List.of("pack tea"), invoicing.waiting("packers"));
    }

    @Test
    void orderWaitsWhenItsInvoiceCannotBePrinted() throws JMSException {
        order("coffee");
        assertThrows(IllegalStateException.class, () -> invoicing.process(false));
        assertEquals(List.of("coffee"), invoicing.waiting("orders"));
        assertEquals(List.of(), invoicing.waiting("invoices"));
    }

    @Test
    void nothingHappensWithoutAnOrder() throws JMSException {
        invoicing.process(true);
        assertEquals(List.of(), invoicing.waiting("invoices"));
    }

    private void order(String item) {
        try (JMSContext shop = factory.createContext()) {
            shop.createProducer().send(shop.createQueue("orders"), item);
        }
    }
}
