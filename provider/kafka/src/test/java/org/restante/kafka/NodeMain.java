package org.restante.kafka;

import org.restante.RestanteServer;

/** A process that is a node of a log, prints its address, and ends when its standard input does. */
final class NodeMain {

    private NodeMain() {}

    /** @param arguments the URI of the log, and the address to listen at */
    public static void main(String[] arguments) throws Exception {
        try (RestanteServer server = RestanteServer.start(arguments[0], arguments[1])) {
            System.out.println("tcp://" + server.addresses().get(0));
            while (System.in.read() >= 0) {
                System.out.println(server.node());
            }
        }
    }
}
