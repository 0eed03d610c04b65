package org.restante.conformance.restante;

import org.restante.RestanteServer;

/** A process of {@link KafkaPairFixture}: prints a line when it listens, and ends with its standard input. */
final class KafkaPairNode {

    private KafkaPairNode() {}

    /** @param arguments the URI of the log, and the address to listen at */
    @SuppressWarnings("try") // the server only has to run
    public static void main(String[] arguments) throws Exception {
        try (RestanteServer server = RestanteServer.start(arguments[0], arguments[1])) {
            System.out.println("listens");
            while (System.in.read() >= 0) {
                System.out.println("listens");
            }
        }
    }
}
