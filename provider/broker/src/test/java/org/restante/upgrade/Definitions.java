package org.restante.upgrade;

import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.Setting;
import org.restante.link.Settings;

/** Creates queues, topics, subscriptions and settings; pauses some of the destinations and deletes others. */
final class Definitions {

    /** The maximum of a redelivery delay, in milliseconds: 31 years and 8 months. */
    static final long MAX_REDELIVERY_DELAY = 999_999_999_999L;

    static final String CLIENT = "anna";

    /**
     * A durable subscription that is not deleted.
     *
     * @param clientId null for a shared subscription without a client identifier
     */
    record Durable(
            String topic,
            @Nullable String clientId,
            String name,
            @Nullable String selector,
            boolean noLocal,
            boolean shared) {}

    static final List<Durable> DURABLES = List.of(
            new Durable("news", CLIENT, "daily", "region = 'north' AND level BETWEEN 3 AND 5", false, false),
            new Durable("news", CLIENT, "others", null, true, false),
            new Durable("news", CLIENT, "ours", "level > 1", false, true),
            new Durable("news", null, "team", null, false, true),
            new Durable("news.>", CLIENT, "all", null, false, false));

    private final DirectoryBroker broker;

    Definitions(DirectoryBroker broker) {
        this.broker = broker;
    }

    void write() {
        try (Admin admin = broker.admin()) {
            settings(admin);
            admin.create("queue:empty");
            admin.create("topic:silent");
            admin.create("queue:" + "long name \u00fc ".repeat(12));
            pauses(admin);
            removals(admin);
        }
        try (JMSContext context = broker.context(CLIENT, JMSContext.AUTO_ACKNOWLEDGE)) {
            DURABLES.stream()
                    .filter(each -> each.clientId() != null)
                    .forEach(each -> open(context, each).close());
        }
        try (JMSContext context = broker.context()) {
            DURABLES.stream()
                    .filter(each -> each.clientId() == null)
                    .forEach(each -> open(context, each).close());
        }
    }

    /** Opens a consumer of a durable subscription; the context must have the client identifier of the subscription. */
    static jakarta.jms.JMSConsumer open(JMSContext context, Durable durable) {
        Topic topic = context.createTopic(durable.topic());
        return durable.shared()
                ? context.createSharedDurableConsumer(topic, durable.name(), durable.selector())
                : context.createDurableConsumer(topic, durable.name(), durable.selector(), durable.noLocal());
    }

    private static void settings(Admin admin) {
        admin.configure("queue:>", Settings.of(Map.of("maxDeliveries", "5")));
        admin.configure("topic:news.*", Settings.of(Map.of("maxMessages", "1000")));
        admin.configure("queue:settings", everySetting());
        String longest = Long.toString(MAX_REDELIVERY_DELAY);
        admin.configure(
                "queue:retried",
                Settings.of(
                        Map.of("redeliveryDelay", longest, "maxRedeliveryDelay", longest, "redeliveryBackoff", "1.5")));
        admin.configure("queue:dying", Settings.of(Map.of("maxDeliveries", "1", "deadLetterQueue", "graveyard")));
        admin.configure("topic:dying", Settings.of(Map.of("maxDeliveries", "1")));
        admin.configure("queue:dropped", Settings.of(Map.of("maxDeliveries", "1", "deadLetterQueue", "")));
        admin.configure("queue:lapsing", Settings.of(Map.of("expiryQueue", "lapsed")));
        admin.configure("queue:prices", Settings.of(Map.of("lastValueKey", "share")));
        admin.configure("queue:ring", Settings.of(Map.of("whenFull", "drop-oldest", "maxMessages", "2")));
        admin.configure("queue:known", Settings.of(Map.of("duplicateWindow", "3")));
        admin.configure("queue:taken.back", Settings.of(Map.of("groups", "false")));
        admin.configure("queue:taken.back", Settings.NONE);
    }

    private static Settings everySetting() {
        Settings all = Settings.NONE;
        for (Setting setting : Setting.values()) {
            all = all.with(setting, setting.standard());
        }
        return all.with(Setting.EXCLUSIVE, "true")
                .with(Setting.GROUPS, "false")
                .with(Setting.WHEN_FULL, "refuse")
                .with(Setting.BLOCK_TIMEOUT, "250");
    }

    private static void pauses(Admin admin) {
        for (String each : List.of("queue:paused", "topic:paused", "queue:resumed", "topic:resumed")) {
            admin.create(each);
            admin.pause(each);
        }
        admin.resume("queue:resumed");
        admin.resume("topic:resumed");
        for (String name : List.of("resting", "awake")) {
            admin.createSubscription("topic:news", CLIENT, name, null, false);
            admin.subscription(CLIENT, name).pause();
        }
        admin.subscription(CLIENT, "awake").resume();
    }

    private static void removals(Admin admin) {
        admin.create("queue:gone");
        admin.delete("queue:gone", false);
        admin.createSubscription("topic:gone", CLIENT, "gone", null, false);
        admin.delete("topic:gone", false);
        admin.createSubscription("topic:news", CLIENT, "unsubscribed", null, false);
        admin.deleteSubscription(CLIENT, "unsubscribed", false);
        admin.createSubscription("topic:news", CLIENT, "doomed", "level = 9", false);
        admin.create("queue:doomed");
    }
}
