package org.restante.upgrade;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.restante.admin.Admin;
import org.restante.admin.MessageFilter;

/** Brings messages to each outcome: acknowledged, returned, dead-lettered, expired, moved, purged. Also publishes and schedules messages. */
final class MessageOutcomes {

    private static final long SOON = 10_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final DirectoryBroker broker;

    MessageOutcomes(DirectoryBroker broker) {
        this.broker = broker;
    }

    void write() throws JMSException {
        publish();
        try (Admin admin = broker.admin();
                JMSContext plain = broker.context();
                JMSContext transacted = broker.context(Definitions.CLIENT, JMSContext.SESSION_TRANSACTED)) {
            acknowledge(plain);
            giveBack(transacted);
            die(transacted, admin);
            expire(plain, admin);
            move(plain, admin);
            schedule(plain, admin);
        }
    }

    private void publish() {
        try (JMSContext context = broker.context();
                JMSContext own = broker.context(Definitions.CLIENT, JMSContext.AUTO_ACKNOWLEDGE)) {
            Topic news = context.createTopic("news");
            for (int level = 0; level < 8; level++) {
                context.createProducer()
                        .setProperty("region", level % 2 == 0 ? "north" : "south")
                        .setProperty("level", level)
                        .setPriority(level)
                        .send(news, "news of level " + level);
            }
            own.createProducer()
                    .setProperty("level", 4)
                    .setProperty("region", "north")
                    .send(news, "our own news");
            context.createProducer().send(context.createTopic("news.weather"), "rain");
            context.createProducer().send(context.createTopic("paused"), "heard by nobody");
            context.createProducer().send(context.createQueue("paused"), "waits while it is paused");
        }
    }

    private static void send(JMSContext context, String queue, int count) {
        for (int i = 1; i <= count; i++) {
            context.createProducer().send(context.createQueue(queue), queue + " " + i);
        }
    }

    private static void receive(JMSContext context, Queue queue, int count) {
        try (JMSConsumer consumer = context.createConsumer(queue)) {
            for (int i = 0; i < count; i++) {
                taken(consumer.receive(SOON), queue);
            }
        }
    }

    private static void taken(Message message, Object from) {
        if (message == null) {
            throw new IllegalStateException("no message came from " + from);
        }
    }

    private static void acknowledge(JMSContext context) {
        send(context, "acknowledged", 3);
        receive(context, context.createQueue("acknowledged"), 2);
        send(context, "ring", 4);
    }

    /** Returns messages to their queues, some at once and some with a delay, after one delivery and after two. */
    private static void giveBack(JMSContext context) {
        for (String name : new String[] {"returned", "retried"}) {
            send(context, name, 3);
            context.commit();
            receive(context, context.createQueue(name), 2);
            context.rollback();
        }
        receive(context, context.createQueue("returned"), 1);
        context.rollback();
        receive(context, context.createQueue("backlog"), 3);
        context.rollback();
    }

    private static void die(JMSContext context, Admin admin) {
        for (String name : new String[] {"dying", "dropped"}) {
            send(context, name, 2);
            context.commit();
            receive(context, context.createQueue(name), 1);
            context.rollback();
        }
        Topic topic = context.createTopic("dying");
        try (JMSConsumer consumer = context.createDurableConsumer(topic, "mortal")) {
            context.createProducer().send(topic, "dying in a subscription");
            context.commit();
            taken(consumer.receive(SOON), topic);
            context.rollback();
        }
        awaitMessages(admin, "graveyard", 1);
        awaitMessages(admin, "DLQ.dying", 1);
    }

    private static void expire(JMSContext context, Admin admin) {
        JMSProducer brief = context.createProducer().setTimeToLive(1);
        for (String name : new String[] {"lapsing", "vanishing"}) {
            brief.send(context.createQueue(name), "too late in " + name);
            awaitMessages(admin, name, 0);
        }
        awaitMessages(admin, "lapsed", 1);
    }

    private static void awaitMessages(Admin admin, String queue, long count) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .until(() -> admin.destinations("queue:" + queue).stream()
                                .mapToLong(status -> status.counts().messages())
                                .sum()
                        == count);
    }

    private static void move(JMSContext context, Admin admin) {
        send(context, "from", 6);
        admin.queue("from").move(MessageFilter.all().limit(2), "to");
        admin.queue("from").copy(MessageFilter.all().limit(1), "copies");
        admin.queue("from").purge(MessageFilter.all().limit(1));
        send(context, "unwanted", 2);
        admin.delete("queue:unwanted", true);
        admin.queue("backlog").purge(MessageFilter.all().selector("number = 20 OR number = 21 OR number = 280"));
        send(context, "dying", 1);
        try (JMSContext transacted = context.createContext(JMSContext.SESSION_TRANSACTED)) {
            receive(transacted, transacted.createQueue("dying"), 2);
            transacted.rollback();
        }
        awaitMessages(admin, "graveyard", 3);
        admin.queue("graveyard").retry(MessageFilter.all().limit(1));
    }

    /** Creates schedules: by a cron expression, by a period with one copy sent, by the properties of ActiveMQ, one that ends, one cancelled. */
    private static void schedule(JMSContext context, Admin admin) throws JMSException {
        Queue planned = context.createQueue("planned");
        context.createProducer()
                .setDeliveryDelay(SampleMessages.CENTURY)
                .setProperty("JMS_RESTANTE_CRON", "30 6 * * MON-FRI")
                .setProperty("JMS_RESTANTE_CRON_ZONE", "Europe/Berlin")
                .send(planned, "each working day");
        context.createProducer()
                .setProperty("JMS_RESTANTE_PERIOD", SampleMessages.CENTURY)
                .setProperty("JMS_RESTANTE_REPEAT", 3)
                .setPriority(8)
                .send(planned, "once a century");
        context.createProducer()
                .setProperty("AMQ_SCHEDULED_DELAY", SampleMessages.CENTURY)
                .setProperty("AMQ_SCHEDULED_PERIOD", 1000L)
                .setProperty("AMQ_SCHEDULED_REPEAT", 9)
                .send(planned, "as ActiveMQ has it");
        context.createProducer()
                .setProperty("JMS_RESTANTE_PERIOD", 1L)
                .setProperty("JMS_RESTANTE_REPEAT", 1)
                .send(planned, "twice");
        Message cancelled = context.createTextMessage("cancelled");
        context.createProducer()
                .setDeliveryDelay(SampleMessages.CENTURY)
                .setProperty("JMS_RESTANTE_PERIOD", 1000L)
                .send(planned, cancelled);
        admin.cancelSchedule(cancelled.getJMSMessageID());
        awaitMessages(admin, "planned", 3);
    }
}
