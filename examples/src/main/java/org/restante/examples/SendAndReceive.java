package org.restante.examples;

import org.restante.jms.RestanteConnectionFactory;

/** Sends a message and receives it, in one process and in memory. The README shows this file. */
public final class SendAndReceive {
    public static void main(String[] args) {
        try (var context = new RestanteConnectionFactory("vm:shop").createContext()) {
            var orders = context.createQueue("orders");
            context.createProducer().send(orders, "tea");
            System.out.println(context.createConsumer(orders).receiveBody(String.class));
        }
    }
}
