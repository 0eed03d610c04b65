package org.restante.conformance.restante;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.restante.RestanteServer;

/** A Restante server as a program: prints its port when it listens, and ends with its standard input. */
final class ServerMain {

    private ServerMain() {}

    /** @param arguments the URI of the broker, and the address to listen at */
    public static void main(String[] arguments) throws IOException {
        try (RestanteServer server = RestanteServer.start(arguments[0], arguments[1]);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(server.addresses().get(0).port());
            while (input.readLine() != null) {
                System.out.println("its standard input only shows when to end");
            }
        }
    }
}
