package org.restante.kafka.measures;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.RestanteServer;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.kafka.cluster.KafkaCluster;

/**
 * The memory of a standby with {@code -Dstandby.heap=256m} behind which {@code -Dstandby.messages=1000000} messages wait: prints heap and resident
 * memory as a standby, and again as the owner that it becomes.
 */
final class StandbyMemory {

    private static final int MESSAGES = Integer.getInteger("standby.messages", 1_000_000);
    private static final String HEAP = System.getProperty("standby.heap", "256m");
    private static final int BATCH = 1_000;
    private static final int BYTES = 100;
    private static final String QUEUE = "benchmark";

    @TempDir
    private Path folder;

    /** The standby: prints its role, its lag and its heap after a collection for each byte of its input. */
    static final class Waiting {

        private Waiting() {}

        /** @param arguments the URI of the log */
        public static void main(String[] arguments) throws IOException {
            try (RestanteServer server = RestanteServer.start(arguments[0], "tcp://127.0.0.1:0")) {
                System.out.println("tcp://" + server.addresses().get(0));
                while (System.in.read() >= 0) {
                    System.gc();
                    long heap = Runtime.getRuntime().totalMemory()
                            - Runtime.getRuntime().freeMemory();
                    System.out.println(
                            server.node().role() + " " + server.node().lagBytes() + " " + (heap >> 20));
                }
            }
        }
    }

    @Test
    void printsMemory() throws Exception {
        KafkaCluster cluster = KafkaCluster.shared();
        cluster.heal();
        String uri = "kafka:waiting?bootstrap=" + cluster.bootstrap() + "&data=";
        Process standby;
        String address;
        try (RestanteServer owner = RestanteServer.start(uri + folder.resolve("owner"), "tcp://127.0.0.1:0")) {
            standby = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + HEAP,
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Waiting.class.getName(),
                            uri + folder.resolve("standby"))
                    .redirectError(folder.resolve("standby.log").toFile())
                    .start();
            BufferedReader output = standby.inputReader(StandardCharsets.UTF_8);
            address = output.readLine();
            fill("tcp://" + owner.addresses().get(0));
            await().until(() -> ask(standby, output).startsWith("standby 0 "));
            System.out.println(
                    "standby, 0 bytes behind: " + ask(standby, output) + " MiB of heap, " + resident(standby));
        }
        BufferedReader output = standby.inputReader(StandardCharsets.UTF_8);
        await().until(() -> ask(standby, output).startsWith("owner"));
        System.out.println("the same as owner: " + ask(standby, output) + " MiB of heap, " + resident(standby));
        try (Admin admin = Admin.connect(address)) {
            System.out.println(admin.info().load().waiting() + " messages wait");
        }
        standby.destroyForcibly().waitFor();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofSeconds(1));
    }

    private static String ask(Process standby, BufferedReader output) throws IOException {
        standby.getOutputStream().write('\n');
        standby.getOutputStream().flush();
        return String.valueOf(output.readLine());
    }

    private static String resident(Process of) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + of.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .toList()
                .toString();
    }

    private static void fill(String uri) throws Exception {
        try (Connection connection = new RestanteConnectionFactory(uri).createConnection()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
            byte[] body = new byte[BYTES];
            for (int sent = 1; sent <= MESSAGES; sent++) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(body);
                producer.send(message);
                if (sent % BATCH == 0) {
                    session.commit();
                }
            }
        }
    }
}
