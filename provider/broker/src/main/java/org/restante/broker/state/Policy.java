package org.restante.broker.state;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.message.Address;

/**
 * The policy of one destination: the value of every {@link Setting}. Times are in milliseconds; a bound of 0 means no bound.
 *
 * @param deadLetterQueue null to drop messages that were delivered too often
 * @param expiryQueue null to drop expired messages
 * @param lastValueKey the name of a property; null if messages never replace each other
 */
public record Policy(
        int maxDeliveries,
        long redeliveryDelay,
        double redeliveryBackoff,
        long maxRedeliveryDelay,
        @Nullable Address deadLetterQueue,
        @Nullable Address expiryQueue,
        boolean exclusive,
        boolean groups,
        @Nullable String lastValueKey,
        long maxMessages,
        long maxBytes,
        WhenFull whenFull,
        long blockTimeout,
        int duplicateWindow) {

    public enum WhenFull {
        BLOCK,
        REFUSE,
        DROP_OLDEST
    }

    /** Placeholder for the name of the destination in the name of a dead-letter or expiry queue. */
    static final String NAME = "{name}";

    /**
     * @param settings the settings of all matching patterns, the most specific last
     * @param lastStop whether messages are never dead-lettered from here
     */
    static Policy of(Address address, List<Settings> settings, boolean lastStop) {
        return new Policy(
                lastStop ? 0 : whole(settings, Setting.MAX_DELIVERIES),
                number(settings, Setting.REDELIVERY_DELAY),
                Double.parseDouble(text(settings, Setting.REDELIVERY_BACKOFF)),
                number(settings, Setting.MAX_REDELIVERY_DELAY),
                queue(address, text(settings, Setting.DEAD_LETTER_QUEUE)),
                queue(address, text(settings, Setting.EXPIRY_QUEUE)),
                Boolean.parseBoolean(text(settings, Setting.EXCLUSIVE)),
                Boolean.parseBoolean(text(settings, Setting.GROUPS)),
                orNull(text(settings, Setting.LAST_VALUE_KEY)),
                number(settings, Setting.MAX_MESSAGES),
                number(settings, Setting.MAX_BYTES),
                WhenFull.valueOf(
                        text(settings, Setting.WHEN_FULL).replace('-', '_').toUpperCase(Locale.ROOT)),
                number(settings, Setting.BLOCK_TIMEOUT),
                whole(settings, Setting.DUPLICATE_WINDOW));
    }

    private static String text(List<Settings> settings, Setting setting) {
        for (int i = settings.size() - 1; i >= 0; i--) {
            String value = settings.get(i).get(setting);
            if (value != null) {
                return value;
            }
        }
        return setting.standard();
    }

    private static long number(List<Settings> settings, Setting setting) {
        return Long.parseLong(text(settings, setting));
    }

    private static int whole(List<Settings> settings, Setting setting) {
        return (int) Math.min(Integer.MAX_VALUE, number(settings, setting));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Address queue(Address address, String name) {
        return name.isEmpty() ? null : Address.queue(name.replace(NAME, address.name()));
    }

    /** Whether the number or the size of waiting messages has a bound. */
    public boolean isBounded() {
        return maxMessages > 0 || maxBytes > 0;
    }

    /** Whether it has a bound and drops its oldest messages beyond that. */
    /** Whether a later message may drop an earlier one. */
    public boolean drops() {
        return isRing() || lastValueKey != null;
    }

    public boolean isRing() {
        return isBounded() && whenFull == WhenFull.DROP_OLDEST;
    }

    /** Whether so many messages and bytes may wait. */
    public boolean holds(long messages, long bytes) {
        return (maxMessages == 0 || messages <= maxMessages) && (maxBytes == 0 || bytes <= maxBytes);
    }

    /** The redelivery delay of a message that was returned after this many deliveries. */
    public long delayAfter(int attempts) {
        double delay = (double) redeliveryDelay * Math.pow(redeliveryBackoff, Math.max(0, attempts - 1));
        return delay < (double) maxRedeliveryDelay ? (long) delay : maxRedeliveryDelay;
    }
}
