package org.restante.examples;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.List;
import org.restante.jms.RestanteConnectionFactory;

/** Consumers of one queue take only the messages whose properties match their selector; the others stay. */
public final class SelectedOrders {

    private SelectedOrders() {}

    public static void main(String[] args) {
        try (JMSContext context = new RestanteConnectionFactory("vm:selected").createContext()) {
            Queue orders = context.createQueue("orders");
            send(context, orders, "tea", "north", 12);
            send(context, orders, "coffee", "south", 8);
            send(context, orders, "oven", "north", 900);
            send(context, orders, "sugar", "west", 3);
            System.out.println("large: " + take(context, orders, "total >= 100"));
            System.out.println("here: " + take(context, orders, "region IN ('north', 'south') AND total < 100"));
            System.out.println("left: " + take(context, orders, ""));
        }
    }

    private static void send(JMSContext context, Queue orders, String item, String region, int total) {
        context.createProducer()
                .setProperty("region", region)
                .setProperty("total", total)
                .send(orders, item);
    }

    private static List<String> take(JMSContext context, Queue orders, String selector) {
        List<String> items = new ArrayList<>();
        try (JMSConsumer consumer = context.createConsumer(orders, selector)) {
            String item = consumer.receiveBodyNoWait(String.class);
            while (item != null) {
                items.add(item);
                item = consumer.receiveBodyNoWait(String.class);
            }
        }
        return items;
    }
}
