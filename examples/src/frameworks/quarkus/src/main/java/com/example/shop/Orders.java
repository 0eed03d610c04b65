package com.example.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;

@ApplicationScoped
class Orders {

    private final ConnectionFactory connections;

    Orders(ConnectionFactory connections) {
        this.connections = connections;
    }

    void send(String item) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer().send(context.createQueue("orders"), item);
        }
    }

    String receive() {
        try (JMSContext context = connections.createContext()) {
            return context.createConsumer(context.createQueue("orders")).receiveBody(String.class, 30_000);
        }
    }
}
