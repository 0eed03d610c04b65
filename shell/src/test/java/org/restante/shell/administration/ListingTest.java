package org.restante.shell.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.RestanteServer;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.shell.Ran;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.ExitCode;

/** The lists of a server that other clients use. */
final class ListingTest {
    @TempDir
    private Path data;

    private RestanteServer server;
    private String url;
    private JMSContext other;

    @BeforeEach
    void serve() throws Exception {
        server = RestanteServer.start("vm:listing?data=" + data.resolve("server"), "tcp://127.0.0.1:0");
        url = "tcp://127.0.0.1:" + server.addresses().get(0).port();
        other = new RestanteConnectionFactory(url + "?clientId=other").createContext(JMSContext.CLIENT_ACKNOWLEDGE);
        other.createProducer().send(other.createQueue("orders"), "tea");
        other.createProducer().send(other.createQueue("orders"), "coffee");
        other.createProducer().send(other.createQueue("invoices.north"), "1");
        other.createDurableConsumer(other.createTopic("news"), "anna", "hot = TRUE", false);
        other.createProducer().setProperty("hot", true).send(other.createTopic("news"), "x");
    }

    @AfterEach
    void stop() {
        other.close();
        server.close();
    }

    private Ran run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--url";
        all[1] = url;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Ran.on(data, "", all);
    }

    private List<?> json(String... arguments) throws Exception {
        Ran ran = run(arguments);
        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        return (List<?>) Json.read(ran.out());
    }

    @Test
    void listsQueuesWithWhatWaits() throws Exception {
        Map<?, ?> orders = (Map<?, ?>) json("queues", "ord*", "-o", "json").get(0);

        assertEquals("orders", orders.get("name"));
        assertEquals(2, orders.get("messages"));
        assertEquals(2, orders.get("in"));
        assertEquals(false, orders.get("paused"));
        assertTrue(orders.get("oldest").toString().endsWith("Z"), orders::toString);
    }

    @Test
    void sortsAndCutsAList() {
        assertEquals(
                "orders\ninvoices.north\n",
                run("queues", "--sort", "-messages", "--format", "{name}").out());
        assertEquals(
                "invoices.north\n",
                run("queues", "--sort", "name", "--max", "1", "--format", "{name}")
                        .out());
        assertEquals(ExitCode.USAGE, run("queues", "--sort", "nme").code());
        assertEquals(ExitCode.USAGE, run("queues", "--max", "0").code());
    }

    @Test
    void listsTopicsWithTheirSubscriptionsTogether() throws Exception {
        Map<?, ?> news = (Map<?, ?>) json("topics", "topic:n*", "-o", "json").get(0);

        assertEquals(
                Map.of("name", "news", "subscriptions", 1, "messages", 1, "consumers", 1),
                Map.of(
                        "name", news.get("name"),
                        "subscriptions", news.get("subscriptions"),
                        "messages", news.get("messages"),
                        "consumers", news.get("consumers")));
    }

    @Test
    void listsSubscriptions() throws Exception {
        Map<?, ?> anna = (Map<?, ?>)
                json("subscriptions", "topic:news", "--durable", "-o", "json").get(0);

        assertEquals("anna", anna.get("name"));
        assertEquals("other", anna.get("clientId"));
        assertEquals("hot = TRUE", anna.get("selector"));
        assertEquals(1, anna.get("messages"));
    }

    @Test
    void listsConsumersAndTheirConnections() throws Exception {
        Map<?, ?> consumer =
                (Map<?, ?>) json("consumers", "topic:news", "-o", "json").get(0);
        List<?> connections = json("connections", "-o", "json");

        assertEquals("anna", consumer.get("subscription"));
        assertTrue(
                connections.stream()
                        .anyMatch(each -> ((Map<?, ?>) each).get("id").equals(consumer.get("connection"))
                                && "other".equals(((Map<?, ?>) each).get("clientId"))),
                connections::toString);
    }

    @Test
    void endsAConnection() throws Exception {
        String id = run("consumers", "--format", "{connection}").out().strip();

        assertEquals(ExitCode.NOT_CONFIRMED, run("connections", "--end", id).code());
        assertEquals(ExitCode.DONE, run("connections", "--end", id, "--yes").code());
        assertEquals("", run("consumers", "--format", "{connection}").out());
        assertEquals(ExitCode.FAILED, run("connections", "--end", id, "--yes").code());
    }

    @Test
    void marksTemporaryQueuesWithTheirConnection() throws Exception {
        other.createTemporaryQueue();
        String own = json("connections", "-o", "json").stream()
                .map(Map.class::cast)
                .filter(each -> "other".equals(each.get("clientId")))
                .map(each -> String.valueOf(each.get("id")))
                .findFirst()
                .orElseThrow();

        Map<?, ?> temporary =
                (Map<?, ?>) json("queues", "temp-queue:*", "-o", "json").get(0);

        assertTrue(temporary.get("name").toString().startsWith("temp-queue:"), temporary::toString);
        assertEquals(own, temporary.get("connection"));
        assertNull(((Map<?, ?>) json("queues", "orders", "-o", "json").get(0)).get("connection"));
    }
}
