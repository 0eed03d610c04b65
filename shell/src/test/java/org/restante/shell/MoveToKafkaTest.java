package org.restante.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.kafka.cluster.KafkaCluster;

/** The steps of {@code docs/cluster.md} that move a directory's messages into a cluster while both brokers run, and back. */
final class MoveToKafkaTest {

    @TempDir
    private Path folder;

    private ServerProcesses servers;

    @AfterEach
    void endAll() {
        servers.close();
    }

    private String run(List<String> arguments) {
        return run(arguments.toArray(String[]::new));
    }

    private String run(String... arguments) {
        Ran ran = Ran.on(folder.resolve("unused"), "", arguments);
        assertEquals(0, ran.code(), () -> List.of(arguments) + ": " + ran.out() + ran.err());
        return ran.out();
    }

    private void move(String from, String to, String source, String... options) {
        String file = folder.resolve("moved.jsonl").toString();
        run(arguments(options, "--url", from, "export", source, file, "--overwrite"));
        run(arguments(options, "--url", to, "import", source, file));
        run(arguments(options, "--url", to, "import", source, file)); // again, as after an interruption
        run(arguments(options, "--url", from, "purge", source, "--yes"));
    }

    private static List<String> arguments(String[] options, String... command) {
        return Stream.concat(Stream.of(command), Stream.of(options)).toList();
    }

    private void subscribe(String url) {
        try (JMSContext context = new RestanteConnectionFactory(url).createContext()) {
            context.setClientID("office");
            context.createDurableConsumer(context.createTopic("news"), "daily").close();
        }
    }

    private String received(String url) {
        try (JMSContext context = new RestanteConnectionFactory(url).createContext()) {
            context.setClientID("office");
            return context.createDurableConsumer(context.createTopic("news"), "daily")
                    .receiveBody(String.class, 30_000);
        }
    }

    @Test
    void movesQueuesSubscriptionsAndSchedulesIntoTheClusterAndBack() throws IOException {
        servers = new ServerProcesses(folder);
        String directory = servers.start("directory").tcp();
        String cluster = servers.start(
                        "node",
                        "--url",
                        "kafka:moved?bootstrap=" + KafkaCluster.shared().bootstrap())
                .tcp();
        for (String text : List.of("tea", "milk", "sugar")) {
            run("--url", directory, "publish", "orders", text);
        }
        subscribe(directory);
        run("--url", directory, "publish", "topic:news", "rain");
        run("--url", directory, "publish", "orders", "later", "--property", "JMS_RESTANTE_CRON=0 0 1 1 *");
        String before = ids(directory);
        run("--url", directory, "pause", "orders");
        subscribe(cluster);
        move(directory, cluster, "orders");
        move(directory, cluster, "topic:news", "--subscription", "daily", "--client-id", "office");
        move(directory, cluster, "queue:$schedules");
        assertEquals(before, ids(cluster));
        Ran rest = Ran.on(folder.resolve("unused"), "", "browse", "orders", "--url", directory);
        assertEquals("restante: no message waits in queue:orders", rest.err().strip());
        assertTrue(run("--url", cluster, "schedule").contains("0 0 1 1 *"));
        assertEquals("rain", received(cluster));

        run("--url", directory, "resume", "orders");
        run("--url", cluster, "pause", "orders");
        move(cluster, directory, "orders");
        assertEquals(before, ids(directory));
        assertEquals("tea\n", run("--url", directory, "poll", "orders", "--ack", "-qoraw"));
    }

    private String ids(String url) {
        return run("--url", url, "browse", "orders", "--format", "{id} {body}");
    }
}
