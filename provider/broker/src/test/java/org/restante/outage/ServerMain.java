package org.restante.outage;

import java.util.concurrent.CountDownLatch;
import org.restante.RestanteServer;

/** A server in a process of its own: {@code BROKER LISTEN}; says where it listens. */
final class ServerMain {

    private ServerMain() {}

    public static void main(String[] args) throws InterruptedException {
        try (RestanteServer server = RestanteServer.start(args[0], args[1])) {
            System.out.println(server.addresses().get(0).port());
            new CountDownLatch(1).await();
        }
    }
}
