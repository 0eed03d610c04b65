package org.restante.conformance.restante;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.restante.RestanteServer;

/** A Restante server in a process of its own, which prints its port when it listens and ends with its standard input. */
final class ServerProcess {

    private final Process process;
    private final int port;

    /**
     * Starts the process, and returns when the server listens.
     *
     * @param broker the URI of the broker
     * @param port the port to listen at, or 0 for any free port
     */
    ServerProcess(String broker, int port) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName(),
                        broker,
                        "tcp://127.0.0.1:" + port)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (printed == null) {
            throw new IOException("the process of the server has ended; its standard error has the reason");
        }
        this.port = Integer.parseInt(printed);
    }

    int port() {
        return port;
    }

    /** Lets the server shut down, and waits until its process has ended. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    /** Kills the process, without a shutdown of the server. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** @param arguments the URI of the broker, and the address to listen at */
    public static void main(String[] arguments) throws IOException {
        try (RestanteServer server = RestanteServer.start(arguments[0], arguments[1]);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(server.addresses().get(0).port());
            while (input.readLine() != null) {
                System.out.println("Its standard input only shows when to end");
            }
        }
    }
}
