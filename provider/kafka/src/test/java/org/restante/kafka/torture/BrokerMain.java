package org.restante.kafka.torture;

import org.restante.RestanteServer;

/** A process that is a node of a log. It prints a line when it listens, then its role for each byte of its standard input, with which it ends. */
final class BrokerMain {

    private BrokerMain() {}

    /** @param arguments the URI of the log, and the address to listen at */
    public static void main(String[] arguments) throws Exception {
        try (RestanteServer server = RestanteServer.start(arguments[0], arguments[1])) {
            System.out.println("listens");
            while (System.in.read() >= 0) {
                System.out.println(server.node().role());
            }
        }
    }
}
