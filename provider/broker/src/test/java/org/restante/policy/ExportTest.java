package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.admin.AdminException;
import org.restante.admin.BrowsedMessage;
import org.restante.admin.ImportReport;
import org.restante.admin.MessageAdmin;
import org.restante.admin.MessageFilter;
import org.restante.link.Problem;
import org.restante.link.Settings;

/** What is exported comes back as it was. */
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"vm", "tcp"})
final class ExportTest extends OperatorFixture {

    private static final long SOON = 10_000;

    private Queue orders;

    ExportTest(String scheme) {
        super(scheme, JMSContext.CLIENT_ACKNOWLEDGE);
    }

    @BeforeEach
    void openQueue() {
        orders = context.createQueue("orders");
    }

    private static String export(MessageAdmin from) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        from.exportTo(out, MessageFilter.all());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ImportReport load(MessageAdmin to, String export, boolean skipBad) throws IOException {
        return to.importFrom(new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)), skipBad);
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            context.createProducer().setProperty("n", i).send(orders, "m" + i);
        }
    }

    private static List<String> ids(MessageAdmin place) {
        return place.browse(MessageFilter.all()).map(BrowsedMessage::id).toList();
    }

    /** Without the time at which it was queued. */
    private static String timeless(String export) {
        return export.replaceAll("\"queuedAt\":[0-9]+", "");
    }

    @Test
    void bringsBackAllThatAMessageHas() throws JMSException, IOException {
        MapMessage map = context.createMapMessage();
        map.setBytes("b", new byte[] {1, -1});
        map.setChar("c", 'x');
        map.setLong("l", Long.MAX_VALUE);
        map.setObjectProperty("f", 1.5f);
        map.setStringProperty("JMSXGroupID", "g");
        map.setIntProperty("JMSXGroupSeq", 3);
        context.createProducer()
                .setJMSCorrelationIDAsBytes(new byte[] {0, -1})
                .setTimeToLive(600_000)
                .setDeliveryDelay(300_000)
                .setPriority(8)
                .setJMSReplyTo(context.createTopic("answers"))
                .setJMSType("type")
                .send(orders, map);
        context.createProducer()
                .setDeliveryMode(jakarta.jms.DeliveryMode.NON_PERSISTENT)
                .send(orders, new byte[] {7});
        context.createProducer().send(orders, context.createMessage());
        String export = export(admin.queue("orders"));
        assertEquals(3, admin.queue("orders").purge(MessageFilter.all()));
        assertEquals(new ImportReport(3, 0, 0, List.of()), load(admin.queue("orders"), export, false));
        assertEquals(timeless(export), timeless(export(admin.queue("orders"))));
    }

    @Test
    void passesOverWhatWaitsThereAlreadySoThatItCanBeRepeated() throws IOException {
        send(250);
        String export = export(admin.queue("orders"));
        List<String> ids = ids(admin.queue("orders"));
        admin.queue("orders").purge(MessageFilter.all().selector("n >= 100 AND n < 200"));
        assertEquals(new ImportReport(100, 150, 0, List.of()), load(admin.queue("orders"), export, false));
        assertEquals(new ImportReport(0, 250, 0, List.of()), load(admin.queue("orders"), export, false));
        assertEquals(250, ids(admin.queue("orders")).size());
        assertTrue(ids(admin.queue("orders")).containsAll(ids));
        assertEquals(new ImportReport(250, 0, 0, List.of()), load(admin.queue("elsewhere"), export, false));
        assertEquals(
                "queue:elsewhere",
                admin.queue("elsewhere")
                        .browse(MessageFilter.all().limit(1))
                        .findFirst()
                        .orElseThrow()
                        .header()
                        .destination()
                        .toString());
    }

    @Test
    void stopsAtABadLineOrSkipsItAndSaysWhichItIs() throws IOException {
        send(5);
        String[] lines = export(admin.queue("orders")).split("\n", -1);
        lines[3] = lines[3].replace("\"priority\":4", "\"priority\":40");
        String export = String.join("\n", lines);
        MessageAdmin first = admin.queue("first");
        AdminException refused = assertThrows(AdminException.class, () -> load(first, export, false));
        assertEquals(
                "line 4: 'priority' is not a whole number from 0 to 9; 2 messages before it were imported",
                refused.getMessage());
        assertEquals(2, first.count(MessageFilter.all()).messages());
        ImportReport report = load(first, export, true);
        assertEquals(
                new ImportReport(2, 2, 1, List.of("line 4: 'priority' is not a whole number from 0 to 9")), report);
    }

    @Test
    void saysWhichMessageTheBrokerRefuses() throws IOException {
        admin.configure("queue:short", Settings.of(Map.of("lastValueKey", "key")));
        context.createProducer().setProperty("key", "k").send(orders, "one");
        context.createProducer().setProperty("key", "k".repeat(300)).send(orders, "two");
        context.createProducer().setProperty("key", "l").send(orders, "three");
        String export = export(admin.queue("orders"));
        AdminException refused = assertThrows(AdminException.class, () -> load(admin.queue("short"), export, false));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("line 3: the property key"), refused::getMessage);
        assertEquals(2, load(admin.queue("other"), export, true).imported() - 1);
        ImportReport report = load(admin.queue("short"), export, true);
        assertEquals(1, report.skipped());
    }

    @Test
    void refusesWhatIsNoExportAndWhatIsNotWhole() throws IOException {
        send(3);
        String export = export(admin.queue("orders"));
        MessageAdmin to = admin.queue("to");
        IOException none = assertThrows(IOException.class, () -> load(to, "hello\n", false));
        assertTrue(String.valueOf(none.getMessage()).startsWith("this is not an export"), none::getMessage);
        IOException later = assertThrows(
                IOException.class, () -> load(to, export.replace("restante-export\":1", "restante-export\":2"), false));
        assertTrue(String.valueOf(later.getMessage()).contains("this release reads version 1"), later::getMessage);
        String cut = export.substring(0, export.lastIndexOf("{\"messages\""));
        IOException half = assertThrows(IOException.class, () -> load(to, cut, false));
        assertTrue(
                String.valueOf(half.getMessage()).contains("so it is incomplete; 3 messages were imported"),
                half::getMessage);
        assertThrows(IOException.class, () -> load(to, "", false));
    }

    @Test
    void takesAMessageThatItsQueueRemembersAsARepetition() throws IOException {
        context.createProducer()
                .setProperty("JMS_RESTANTE_DUPLICATE_ID", "once")
                .send(orders, "one");
        String export = export(admin.queue("orders"));
        admin.queue("orders").purge(MessageFilter.all());
        assertEquals(1, load(admin.queue("orders"), export, false).imported());
        assertEquals(1, ids(admin.queue("orders")).size());
    }

    @Test
    void exportsASubscriptionAndImportsIntoOne() throws IOException, JMSException {
        Topic news = context.createTopic("news");
        context.createDurableConsumer(news, "first").close();
        context.createDurableConsumer(news, "second").close();
        context.createProducer().send(news, "one");
        String export = export(admin.subscription("anna", "first"));
        admin.subscription("anna", "first").purge(MessageFilter.all());
        assertEquals(1, load(admin.subscription("anna", "first"), export, false).imported());
        assertEquals(
                1,
                admin.subscription("anna", "second").count(MessageFilter.all()).messages());
        Message again = context.createDurableConsumer(news, "first").receive(SOON);
        assertEquals("one", again.getBody(String.class));
        assertEquals(news, again.getJMSDestination());
    }

    @Test
    void keepsTheCountOfDeliveries() throws IOException, JMSException {
        send(1);
        JMSConsumer consumer = context.createConsumer(orders);
        consumer.receive(SOON);
        context.recover();
        consumer.close();
        String export = export(admin.queue("orders"));
        load(admin.queue("copy"), export, false);
        Message again = context.createConsumer(context.createQueue("copy")).receive(SOON);
        assertTrue(again.getJMSRedelivered());
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    void bringsSchedulesBackToTheirPlaceAndNowhereElse() throws IOException {
        context.createProducer().setProperty("JMS_RESTANTE_CRON", "0 0 1 1 *").send(orders, "new year");
        assertEquals(1, admin.schedules().size());
        String export = export(admin.queue("$schedules"));
        AdminException elsewhere = assertThrows(AdminException.class, () -> load(admin.queue("other"), export, false));
        assertEquals(Problem.INVALID_MESSAGE, elsewhere.problem());
        var before = admin.schedules();
        assertEquals(1, admin.purge("queue:$schedules", false));
        assertEquals(List.of(), admin.schedules());
        assertEquals(1, load(admin.queue("$schedules"), export, false).imported());
        assertEquals(before, admin.schedules());
        send(1);
        String plain = export(admin.queue("orders"));
        assertThrows(AdminException.class, () -> load(admin.queue("$schedules"), plain, false));
    }

    @Test
    void waitsForRoomInAFullQueueAndIsRefusedWhereThatIsSet() throws IOException {
        send(5);
        String export = export(admin.queue("orders"));
        admin.configure("queue:small", Settings.of(Map.of("maxMessages", "3", "whenFull", "refuse")));
        AdminException full = assertThrows(AdminException.class, () -> load(admin.queue("small"), export, false));
        assertEquals(Problem.RESOURCE_LIMIT, full.problem());
        assertTrue(String.valueOf(full.getMessage()).contains("line 5 is the next"), full::getMessage);
        admin.configure("queue:ring", Settings.of(Map.of("maxMessages", "3", "whenFull", "drop-oldest")));
        assertEquals(5, load(admin.queue("ring"), export, false).imported());
        assertEquals(3, admin.queue("ring").count(MessageFilter.all()).messages());
    }
}
