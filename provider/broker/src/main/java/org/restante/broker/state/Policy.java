package org.restante.broker.state;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.message.Address;

/**
 * How one destination behaves: every {@link Setting}, as a value. Times are milliseconds; a bound of 0 is none.
 *
 * @param deadLetterQueue null to drop what was delivered too often
 * @param expiryQueue null to drop what has expired
 * @param lastValueKey the name of a property; null where no message takes another's place
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

    /** What stands for the destination's name in the name of a queue. */
    static final String NAME = "{name}";

    /**
     * @param settings those that match, the one that says most last
     * @param lastStop whether messages stay here however often they were delivered
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

    /** Whether there is any bound on what may wait. */
    public boolean isBounded() {
        return maxMessages > 0 || maxBytes > 0;
    }

    /** Whether so much may wait. */
    public boolean holds(long messages, long bytes) {
        return (maxMessages == 0 || messages <= maxMessages) && (maxBytes == 0 || bytes <= maxBytes);
    }

    /** How long a message waits that was delivered this often and given back. */
    public long delayAfter(int attempts) {
        double delay = (double) redeliveryDelay * Math.pow(redeliveryBackoff, Math.max(0, attempts - 1));
        return delay < (double) maxRedeliveryDelay ? (long) delay : maxRedeliveryDelay;
    }
}
