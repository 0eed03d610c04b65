package org.restante.examples;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.restante.admin.Admin;
import org.restante.admin.DeliveryFilter;
import org.restante.admin.ImportReport;
import org.restante.admin.MessageAdmin;
import org.restante.admin.MessageFilter;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.DeliveryStatus;

/** The tasks of docs/administration.md: listing, pausing, moving, purging, exporting and importing messages, and disk use. */
public final class Operating {

    private static final String URI = "vm:operated";

    private Operating() {}

    public static void main(String[] args) throws JMSException, IOException {
        try (Admin admin = Admin.connect(URI);
                JMSContext context = new RestanteConnectionFactory(URI).createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            context.setClientID("anna");
            fill(context);
            look(admin);
            hold(admin, context);
            tidy(admin);
            pause(admin);
            subscribe(admin);
            save(admin);
            disk(admin);
        }
    }

    private static void fill(JMSContext context) {
        Queue orders = context.createQueue("orders");
        for (int i = 1; i <= 6; i++) {
            context.createProducer()
                    .setProperty("region", i % 2 == 0 ? "north" : "south")
                    .send(orders, "order " + i);
        }
    }

    private static void look(Admin admin) {
        admin.destinations()
                .forEach(status -> System.out.println(
                        status.address() + ": " + status.counts().messages() + " messages, "
                                + status.counts().consumers() + " consumers"));

        MessageAdmin orders = admin.queue("orders");
        orders.browse(MessageFilter.all().selector("region = 'north'").limit(2))
                .forEach(message -> System.out.println(message.text()));

        long queued = admin.deliveries(
                        DeliveryFilter.all().destination("queue:orders").state(DeliveryStatus.State.QUEUED))
                .count();
        System.out.println(queued + " are queued");
    }

    private static void hold(Admin admin, JMSContext context) throws JMSException {
        try (var consumer = context.createConsumer(context.createQueue("orders"))) {
            Message held = consumer.receive();
            admin.queue("orders").inFlight().stream()
                    .limit(1)
                    .forEach(status -> System.out.println("in flight for "
                            + (status.holder() == null
                                    ? "nobody"
                                    : status.holder().clientId())));
            held.acknowledge();
        }
    }

    private static void tidy(Admin admin) {
        MessageAdmin orders = admin.queue("orders");
        MessageFilter north = MessageFilter.all().selector("region = 'north'");
        System.out.println(orders.count(north).messages() + " would go north");
        System.out.println(orders.copy(north, "audit") + " copied");
        System.out.println(orders.move(north.limit(2), "orders.north") + " moved");
        System.out.println(orders.purge(MessageFilter.all().olderThan(Duration.ofDays(7))) + " purged");
    }

    private static void pause(Admin admin) {
        admin.pause("queue:orders");
        System.out.println(
                "paused: " + admin.destinations("queue:orders").get(0).paused());
        admin.resume("queue:orders");
    }

    private static void subscribe(Admin admin) {
        admin.createSubscription("topic:news", "anna", "daily", "region = 'north'", false);
        System.out.println(
                admin.subscription("anna", "daily").count(MessageFilter.all()).messages() + " news");
        admin.deleteSubscription("anna", "daily", false);
    }

    private static void save(Admin admin) throws IOException {
        Path file = Files.createTempFile("orders", ".ndjson");
        MessageAdmin orders = admin.queue("orders");
        try (OutputStream out = Files.newOutputStream(file)) {
            System.out.println(orders.exportTo(out, MessageFilter.all()) + " exported");
        }
        orders.purge(MessageFilter.all());
        try (InputStream in = Files.newInputStream(file)) {
            ImportReport report = orders.importFrom(in, false);
            System.out.println(report.imported() + " imported, " + report.present() + " were there");
        }
        Files.delete(file);
    }

    private static void disk(Admin admin) {
        admin.diskUse().words().stream().limit(1).forEach(System.out::println);
    }
}
