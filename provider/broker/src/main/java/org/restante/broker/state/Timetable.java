package org.restante.broker.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.message.Envelope;

/**
 * When copies of a scheduled message are sent: at the times of a cron expression, or one a period.
 *
 * @param cron null where there is a period
 * @param period in milliseconds; 0 where there is only one copy, or a cron expression
 * @param delay how long the first one waits, in milliseconds
 * @param copies how many there are; {@link Long#MAX_VALUE} for no end
 */
public record Timetable(@Nullable Cron cron, ZoneId zone, long period, long delay, long copies) {

    private static final String OWN = "JMS_RESTANTE_";
    private static final String CRON = OWN + "CRON";
    private static final String ZONE = OWN + "CRON_ZONE";
    private static final String REPEAT = OWN + "REPEAT";
    private static final String PERIOD = OWN + "PERIOD";

    /** ActiveMQ Classic's. */
    private static final String CLASSIC = "AMQ_SCHEDULED_";

    private static final List<String> CLASSICS =
            List.of(CLASSIC + "CRON", CLASSIC + "DELAY", CLASSIC + "PERIOD", CLASSIC + "REPEAT");

    /** What makes a message a scheduled one; a copy has none of them. */
    public static final List<String> PROPERTIES =
            List.of(CRON, ZONE, REPEAT, PERIOD, CLASSICS.get(0), CLASSICS.get(1), CLASSICS.get(2), CLASSICS.get(3));

    /**
     * Reads it from a message's properties; null if the message is not scheduled.
     *
     * @throws RefusedException if a property holds what is none; the reason names it, and the field of a cron expression
     */
    public static @Nullable Timetable of(Envelope message) {
        if (!message.hasProperties()) {
            return null;
        }
        boolean own = message.hasPropertyStarting(OWN)
                && (has(message, CRON) || has(message, PERIOD) || has(message, REPEAT) || has(message, ZONE));
        if (own) {
            return read(message, CRON, PERIOD, REPEAT, null);
        }
        boolean classic =
                message.hasPropertyStarting(CLASSIC) && CLASSICS.stream().anyMatch(name -> has(message, name));
        return classic ? read(message, CLASSICS.get(0), CLASSICS.get(2), CLASSICS.get(3), CLASSICS.get(1)) : null;
    }

    private static boolean has(Envelope message, String name) {
        return message.property(name) != null;
    }

    private static Timetable read(
            Envelope message, String cronName, String periodName, String repeatName, @Nullable String delayName) {
        Object expression = message.property(cronName);
        long period = number(message, periodName, 1, 0);
        if ((expression == null) == (period == 0) && (delayName == null || period != 0)) {
            throw refused("one of the properties " + cronName + " and " + periodName + " is due, and not both");
        }
        boolean isOnce = delayName != null && expression == null; // where Classic is not told to repeat, it does not
        long repeat = number(message, repeatName, -1, isOnce ? 0 : -1);
        return new Timetable(
                expression == null ? null : cron(cronName, expression.toString()),
                zone(message),
                period,
                delayName == null ? 0 : number(message, delayName, 0, 0),
                repeat < 0 ? Long.MAX_VALUE : period == 0 && expression == null ? 1 : repeat + 1);
    }

    private static Cron cron(String name, String expression) {
        try {
            return Cron.parse(expression);
        } catch (IllegalArgumentException e) {
            throw refused("the property " + name + " holds '" + expression + "': " + e.getMessage());
        }
    }

    private static ZoneId zone(Envelope message) {
        Object zone = message.property(ZONE);
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone.toString());
        } catch (DateTimeException e) {
            throw refused(
                    "the property " + ZONE + " holds '" + zone + "', which is no time zone; Europe/Berlin is one");
        }
    }

    private static long number(Envelope message, String name, long least, long otherwise) {
        Object value = message.property(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.toString());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused("the property " + name + " holds '" + value + "', which is no whole number");
        }
        throw refused("the property " + name + " holds " + value + "; " + least + " is the least");
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(Problem.INVALID_MESSAGE, reason + "; the message was not sent");
    }

    /** When the first copy is due of what is sent now, in milliseconds since the epoch; 0 for never. */
    public long first(long now, long deliveryTime) {
        long start = Math.max(now, deliveryTime) + delay;
        return cron == null ? start : next(cron, start);
    }

    private long next(Cron times, long after) {
        Instant next = times.next(Instant.ofEpochMilli(after), zone);
        return next == null ? 0 : next.toEpochMilli();
    }

    /** When the next copy is due, after so many, the last of which was due then and is sent now; 0 for never. */
    public long next(long due, long now, long sent) {
        if (sent >= copies) {
            return 0;
        }
        if (cron != null) {
            return next(cron, Math.max(due, now));
        }
        return due + Math.max(1, (now - due) / period + 1) * period;
    }
}
