package com.example.shop;

import com.google.inject.Guice;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;

public class Shop {

    private final ConnectionFactory connections;

    @Inject
    Shop(ConnectionFactory connections) {
        this.connections = connections;
    }

    void run() {
        try (JMSContext context = connections.createContext()) {
            var orders = context.createQueue("orders");
            context.createProducer().send(orders, "tea");
            System.out.println("order: " + context.createConsumer(orders).receiveBody(String.class, 30_000));
        }
    }

    public static void main(String[] arguments) {
        Guice.createInjector(new Messaging(arguments[0])).getInstance(Shop.class).run();
        System.out.println("module " + Shop.class.getModule().getName());
    }
}
