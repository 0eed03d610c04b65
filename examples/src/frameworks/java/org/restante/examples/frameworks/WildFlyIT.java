package org.restante.examples.frameworks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.XAJMSContext;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteXaConnectionFactory;
import org.restante.link.DestinationStatus;

/**
 * Message-driven beans on WildFly with its generic resource adapter, configured as docs/application-servers.md has it, against a
 * server. Runs in the profile {@code wildfly} only.
 */
final class WildFlyIT {

    private static final Path SOURCES = Path.of("src", "frameworks", "wildfly");
    private static final int MESSAGES = 50;

    @TempDir
    private Path folder;

    private Serving server;
    private WildFly wildfly;

    @BeforeEach
    void startAndConfigure() throws Exception {
        server = Serving.start(folder);
        wildfly = WildFly.start(Files.createDirectory(folder.resolve("wildfly")), Path.of(System.getProperty("client")));
        String script = Files.readString(SOURCES.resolve("restante.cli"));
        Path own = Files.writeString(
                folder.resolve("restante.cli"), script.replace("tcp://127.0.0.1:7270", server.uri()));
        Path beans = beans();
        wildfly.awaitStart();
        wildfly.command("--file=" + own);
        wildfly.command("--command=deploy " + beans);
        await().atMost(1, TimeUnit.MINUTES).until(this::isSubscribed);
    }

    private boolean isSubscribed() {
        try (Admin admin = Admin.connect(server.uri())) {
            return admin.destinations("topic:parcels").stream().anyMatch(status -> status.subscription() != null);
        }
    }

    @AfterEach
    void end(TestInfo test) throws Exception {
        if (wildfly != null) {
            wildfly.close();
            Files.writeString(Path.of("target", test.getDisplayName() + ".txt"), wildfly.output());
        }
        if (server != null) {
            server.close();
        }
    }

    /** The beans, compiled against the APIs of WildFly itself. */
    private Path beans() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-cp"));
        try (Stream<Path> jars = Files.walk(Path.of(System.getProperty("wildfly"), "modules"))) {
            arguments.add(String.join(
                    File.pathSeparator,
                    jars.map(Path::toString)
                            .filter(name -> name.matches(".*jakarta\\.[^/]*-api-[^/]*\\.jar"))
                            .toList()));
        }
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        Tools.run("javac", arguments);
        Path jar = folder.resolve("beans.jar");
        Tools.run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
        return jar;
    }

    @Test
    void whatARolledBackDeliverySentIsNotThereAndTheMessageComesAgainFlagged() throws Exception {
        try (JMSContext context = new RestanteConnectionFactory(server.uri()).createContext()) {
            send(context);
            awaitAllTaken();
            assertEquals(eachOnce("delivery 2, redelivered true"), receive(context, "invoices"));
            assertEquals(eachOnce("delivery 2, redelivered true"), receive(context, "labels"));
        }
    }

    @Test
    void nothingIsLostOrDoneTwiceWhenTheApplicationServerIsKilled() throws Exception {
        try (JMSContext context = new RestanteConnectionFactory(server.uri()).createContext()) {
            send(context);
            await().atMost(2, TimeUnit.MINUTES).until(() -> has(context, "invoices") && has(context, "labels"));
            wildfly.restart();
            awaitAllTaken();
            assertEquals(Map.of(), notOnce(receive(context, "invoices")));
            assertEquals(Map.of(), notOnce(receive(context, "labels")));
        }
    }

    @Test
    void nothingIsLostOrDoneTwiceWhenTheServerIsKilled() throws Exception {
        try (JMSContext context = new RestanteConnectionFactory(server.uri()).createContext()) {
            send(context);
            await().atMost(2, TimeUnit.MINUTES).until(() -> has(context, "invoices") && has(context, "labels"));
        }
        server.restart();
        try (JMSContext context = new RestanteConnectionFactory(server.uri()).createContext()) {
            awaitAllTaken();
            assertEquals(Map.of(), notOnce(receive(context, "invoices")));
            assertEquals(Map.of(), notOnce(receive(context, "labels")));
        }
    }

    @Test
    void aTransactionWhoseApplicationServerEndedInItsMidstIsRolledBackByItsRecovery() throws Exception {
        try (JMSContext context = new RestanteConnectionFactory(server.uri()).createContext()) {
            context.createProducer().send(context.createQueue("payments"), "tea");
            await().atMost(1, TimeUnit.MINUTES).until(() -> !wildfly.isAlive());
            assertEquals(2, branches(), "what was received, and what was sent");
            wildfly.restart();
            await().atMost(3, TimeUnit.MINUTES).until(() -> has(context, "receipts"));
            assertEquals(
                    Map.of("tea", List.of("delivery 2, redelivered true")), receive(context, "receipts"));
            assertEquals(0, branches());
        }
    }

    @Test
    void whatADecidedTransactionSentArrivesByRecoveryEvenIfItsReceivedMessageIsCommittedAlready() throws Exception {
        try (JMSContext context = new RestanteConnectionFactory(server.uri()).createContext()) {
            context.createProducer().send(context.createQueue("refunds"), "tea");
            await().atMost(1, TimeUnit.MINUTES).until(() -> !wildfly.isAlive());
            assertEquals(1, branches(), "what was sent");
            wildfly.restart();
            await().atMost(3, TimeUnit.MINUTES).until(() -> has(context, "transfers"));
            assertEquals(
                    Map.of("tea", List.of("delivery 1, redelivered false")), receive(context, "transfers"));
            assertEquals(0, branches());
            deleteFromTheLog();
        }
    }

    /** Deletes the transaction whose received message was committed already: WildFly's recovery looks for that for ever. */
    private void deleteFromTheLog() throws Exception {
        Pattern missing = Pattern.compile("ARJUNA016037.*?tx_uid=([^,]+),");
        await().atMost(1, TimeUnit.MINUTES)
                .until(() -> missing.matcher(wildfly.output()).find());
        String id = missing.matcher(wildfly.output()).results().findFirst().orElseThrow().group(1);
        String log = "/subsystem=transactions/log-store=log-store";
        wildfly.command("--commands=" + log + ":probe," + log + "/transactions=\"" + id + "\":delete");
        String left = wildfly.command(
                "--commands=" + log + ":probe," + log + ":read-children-names(child-type=transactions)");
        assertFalse(left.contains(id), left);
    }

    /** The number of prepared branches of transactions. */
    private int branches() throws XAException {
        try (XAJMSContext context = new RestanteXaConnectionFactory(server.uri()).createXAContext()) {
            return context.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
        }
    }

    private static void send(JMSContext context) {
        for (String body : bodies()) {
            context.createProducer().send(context.createQueue("orders"), body);
            context.createProducer().send(context.createTopic("parcels"), body);
        }
    }

    private static boolean has(JMSContext context, String queue) throws JMSException {
        try (QueueBrowser browser = context.createBrowser(context.createQueue(queue))) {
            return browser.getEnumeration().hasMoreElements();
        }
    }

    /** Waits until no message waits for a bean and no transaction is in the midst of its end. */
    private void awaitAllTaken() {
        try (Admin admin = Admin.connect(server.uri())) {
            await().atMost(3, TimeUnit.MINUTES)
                    .until(() -> admin.destinations("queue:orders").stream().allMatch(WildFlyIT::isEmpty)
                            && admin.destinations("topic:parcels").stream().allMatch(WildFlyIT::isEmpty)
                            && branches() == 0);
        }
    }

    private static boolean isEmpty(DestinationStatus status) {
        return status.counts().messages() == 0;
    }

    private static List<String> bodies() {
        return IntStream.range(0, MESSAGES).mapToObj(i -> "tea " + (100 + i)).toList();
    }

    /** The bodies that have not come exactly once. */
    private static Map<String, Integer> notOnce(Map<String, List<String>> received) {
        Map<String, Integer> others = new TreeMap<>();
        bodies().forEach(body -> others.put(body, received.getOrDefault(body, List.of()).size()));
        others.values().removeIf(count -> count == 1);
        return others;
    }

    private static Map<String, List<String>> eachOnce(String properties) {
        Map<String, List<String>> all = new TreeMap<>();
        bodies().forEach(body -> all.put(body, List.of(properties)));
        return all;
    }

    /** What has arrived at a queue: for each body what its messages have as properties. */
    private static Map<String, List<String>> receive(JMSContext context, String queue) throws JMSException {
        Map<String, List<String>> received = new TreeMap<>();
        try (JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            for (Message message = consumer.receiveNoWait(); message != null; message = consumer.receiveNoWait()) {
                received.computeIfAbsent(message.getBody(String.class), body -> new ArrayList<>())
                        .add("delivery " + message.getIntProperty("delivery") + ", redelivered "
                                + message.getBooleanProperty("redelivered"));
            }
        }
        return received;
    }
}
