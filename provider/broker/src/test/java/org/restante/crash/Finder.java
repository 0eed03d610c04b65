package org.restante.crash;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.restante.Restante;
import org.restante.crash.Diary.Item;
import org.restante.jms.RestanteConnectionFactory;

/** Opens the directory after a crash, receives all messages, and acknowledges some of them. Owned by the test thread. */
final class Finder {
    private static final List<String> OWNERS =
            List.of(Jobs.WORK, Jobs.AUTO, Jobs.CONFIRMED, Jobs.HOLD, Jobs.LEFT, Jobs.RIGHT, Jobs.NEWS);
    private static final int MAX_HELD = 400;

    private final Map<Item, Integer> found = new HashMap<>();
    private final Map<Item, Integer> left = new HashMap<>();
    private final SplittableRandom random;

    Finder(SplittableRandom random) {
        this.random = random;
    }

    @SuppressWarnings("try") // the broker only has to run
    void find(String uri) throws JMSException {
        try (Restante broker = Restante.start(uri)) {
            for (String owner : OWNERS) {
                try (JMSContext context =
                        new RestanteConnectionFactory(uri).createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
                    receive(context, owner);
                }
            }
        }
    }

    private void receive(JMSContext context, String owner) throws JMSException {
        Map<Item, Integer> here = new HashMap<>();
        Message last = null;
        JMSConsumer consumer = consumer(context, owner);
        Message message = consumer.receiveNoWait();
        while (message != null) {
            Item item = Jobs.open(owner, message);
            if (here.put(item, Jobs.count(message)) != null) {
                throw new AssertionError("the message " + item + " is there twice");
            }
            last = message;
            message = consumer.receiveNoWait();
        }
        found.putAll(here);
        boolean acknowledges = owner.equals(Jobs.HOLD) ? here.size() > MAX_HELD : random.nextInt(2) == 0;
        if (last != null && acknowledges) {
            last.acknowledge();
        } else {
            left.putAll(here);
        }
    }

    private static JMSConsumer consumer(JMSContext context, String owner) {
        if (!owner.equals(Jobs.NEWS)) {
            return context.createConsumer(context.createQueue(owner));
        }
        context.setClientID(Jobs.CLIENT);
        return context.createDurableConsumer(context.createTopic(owner), Jobs.SUBSCRIPTION);
    }

    /** The messages found, with their delivery counts. */
    Map<Item, Integer> found() {
        return found;
    }

    /** The messages found and not acknowledged. */
    Map<Item, Integer> left() {
        return left;
    }
}
