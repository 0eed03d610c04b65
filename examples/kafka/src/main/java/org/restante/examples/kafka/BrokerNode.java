package org.restante.examples.kafka;

import java.io.IOException;
import org.restante.RestanteServer;
import org.restante.link.BrokerInfo.NodeInfo;

/** A node of Restante: has the broker, or waits as its standby. {@code restante serve --url} does this and more. */
final class BrokerNode {

    private BrokerNode() {}

    /**
     * Runs it.
     *
     * @param args the URI of the log, and the address to listen at
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        RestanteServer started = null;
        while (started == null && !Child.parentHasEnded(0)) {
            try {
                started = RestanteServer.start(args[0], args[1]);
            } catch (IllegalStateException e) {
                System.err.println(e.getMessage()); // the nodes of Kafka may be starting
            }
        }
        if (started != null) {
            serve(started);
        }
    }

    private static void serve(RestanteServer started) throws IOException, InterruptedException {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(started::close)); // the other node then need not wait for silence
        try (RestanteServer server = started) {
            String before = "";
            while (!Child.parentHasEnded(200)) {
                NodeInfo node = server.node();
                String role = node == null ? "" : node.role();
                if (!role.equals(before)) {
                    System.out.println("is " + role);
                    before = role;
                }
            }
        }
    }
}
