package org.restante.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled message: the broker sends copies of it at given times. Immutable.
 *
 * @param id the message identifier under which it was sent
 * @param destination the destination of its copies, as {@code queue:orders}
 * @param timing the times of the copies: {@code cron 0 6 * * * in Europe/Berlin}, or {@code every 5000 ms}, or
 *     {@code once}
 * @param sent the number of copies sent
 * @param next the time of the next copy, in milliseconds since the epoch; 0 for now
 */
public record Schedule(String id, String destination, String timing, int sent, long next) {

    static Schedule of(BrowsedMessage message) {
        return new Schedule(
                message.id(),
                message.header().destination().toString(),
                timing(message.properties()),
                message.status().attempts(),
                message.status().due());
    }

    private static String timing(Map<String, @Nullable Object> properties) {
        Object cron = either(properties, "JMS_RESTANTE_CRON", "AMQ_SCHEDULED_CRON");
        if (cron != null) {
            Object zone = properties.get("JMS_RESTANTE_CRON_ZONE");
            return "cron " + cron + (zone == null ? "" : " in " + zone);
        }
        Object period = either(properties, "JMS_RESTANTE_PERIOD", "AMQ_SCHEDULED_PERIOD");
        return period == null ? "once" : "every " + period + " ms";
    }

    private static @Nullable Object either(Map<String, @Nullable Object> properties, String own, String classic) {
        Object value = properties.get(own);
        return value == null ? properties.get(classic) : value;
    }
}
