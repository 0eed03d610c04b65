package org.restante.examples;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import org.restante.jms.RestanteConnectionFactory;

/** A delivery delay says when a message may be received first, a time to live when it is of no use any more. */
public final class DelayedAndExpiring {

    private static final long HOUR_MILLIS = 3_600_000;

    private DelayedAndExpiring() {}

    public static void main(String[] args) throws JMSException {
        try (JMSContext context = new RestanteConnectionFactory("vm:timers").createContext()) {
            Queue offers = context.createQueue("offers");
            context.createProducer().setTimeToLive(100).send(offers, "lunch offer");
            context.createProducer().setTimeToLive(HOUR_MILLIS).send(offers, "dinner offer");
            Queue notes = context.createQueue("notes");
            context.createProducer().setDeliveryDelay(HOUR_MILLIS).send(notes, "close the shop");
            context.createProducer().setDeliveryDelay(200).send(notes, "call the baker");
            readNotes(context, notes);
            readOffers(context, offers);
        }
    }

    /** The note that was sent first waits for an hour, so the second one comes first. */
    private static void readNotes(JMSContext context, Queue notes) throws JMSException {
        try (JMSConsumer consumer = context.createConsumer(notes)) {
            Message note = consumer.receive();
            long delay = note.getJMSDeliveryTime() - note.getJMSTimestamp();
            System.out.println(note.getBody(String.class) + ", " + delay + " ms after it was sent");
            System.out.println("another note is due: " + (consumer.receiveNoWait() != null));
        }
    }

    /** The note has taken longer than the lunch offer lived. */
    private static void readOffers(JMSContext context, Queue offers) {
        try (JMSConsumer consumer = context.createConsumer(offers)) {
            System.out.println("received " + consumer.receiveBodyNoWait(String.class));
            System.out.println("another offer is valid: " + (consumer.receiveNoWait() != null));
        }
    }
}
