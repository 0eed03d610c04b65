package org.restante.outage;

import jakarta.jms.JMSContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.restante.jms.RestanteConnectionFactory;

/**
 * A process that opens and closes a connection, so that it keeps the broker: {@code URI}. A line on its standard input before it closes
 * the connection, and one that ends it.
 */
final class Keeping {

    static final String QUEUE = "kept";

    private Keeping() {}

    public static void main(String[] args) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (JMSContext context = new RestanteConnectionFactory(args[0]).createContext()) {
            context.createProducer().send(context.createQueue(QUEUE), "tea");
            System.out.println("connected");
            lines.readLine();
        }
        System.out.println("closed");
        lines.readLine();
    }
}
