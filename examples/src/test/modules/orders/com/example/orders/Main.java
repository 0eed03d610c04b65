package com.example.orders;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.util.Properties;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.Reference;
import javax.naming.spi.NamingManager;
import org.restante.RestanteServer;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteInitialContextFactory;

/** An application on the module path: it uses each kind of link once, and prints what it received. */
public final class Main {

    private Main() {}

    /** The argument is a data directory. */
    public static void main(String[] args) throws Exception {
        inMemory();
        onDisk(args[0]);
        overTcp();
        byName();
    }

    private static void inMemory() {
        ConnectionFactory factory = new RestanteConnectionFactory("vm:memory");
        send(factory, "tea");
        System.out.println("in memory: " + receive(factory));
    }

    /** The broker ends with each connection. After 4 MiB it leaves a snapshot, from which the next one starts. */
    private static void onDisk(String directory) {
        ConnectionFactory factory = new RestanteConnectionFactory("vm:disk?idleTimeout=0&data=" + directory);
        send(factory, "coffee");
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("bags"), new byte[5 << 20]);
        }
        System.out.println("on disk: " + receive(factory));
    }

    private static void overTcp() {
        try (RestanteServer server = RestanteServer.start("vm:server", "tcp://127.0.0.1:0")) {
            String uri = "tcp://127.0.0.1:" + server.addresses().get(0).port();
            ConnectionFactory factory = new RestanteConnectionFactory(uri);
            send(factory, "milk");
            try (Admin admin = Admin.connect(uri)) {
                System.out.println("over TCP: broker " + admin.info().about().version());
                admin.destinations()
                        .forEach(status -> System.out.println("over TCP: " + status.address() + " has " + status.counts().messages()));
            }
            System.out.println("over TCP: " + receive(factory));
        }
    }

    /** JNDI finds the context factory by its name, and makes a factory of a reference that was bound elsewhere. */
    private static void byName() throws Exception {
        Properties properties = new Properties();
        properties.put(Context.INITIAL_CONTEXT_FACTORY, RestanteInitialContextFactory.class.getName());
        properties.put(Context.PROVIDER_URL, "vm:named");
        ConnectionFactory found = (ConnectionFactory) new InitialContext(properties).lookup("ConnectionFactory");
        send(found, "sugar");
        Reference reference = new RestanteConnectionFactory("vm:named").getReference();
        System.out.println(
                "by name: " + receive((ConnectionFactory) NamingManager.getObjectInstance(reference, null, null, null)));
    }

    private static void send(ConnectionFactory factory, String text) {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("orders"), text);
        }
    }

    private static String receive(ConnectionFactory factory) {
        try (JMSContext context = factory.createContext()) {
            String text = context.createConsumer(context.createQueue("orders")).receiveBody(String.class, 10_000);
            return text + " of " + context.getClass().getModule();
        }
    }
}
