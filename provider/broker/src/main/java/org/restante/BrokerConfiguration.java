package org.restante;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.broker.BrokerOptions;
import org.restante.link.LinkUri;
import org.restante.log.journal.JournalOptions;

/**
 * What a {@code vm:} URI asks for. The options are listed in docs/configuration.md.
 *
 * @param data the data directory; null for a broker in memory
 * @param users the file of those who may connect; null if everybody may
 * @param anonymous whether, where there are users, who gives no credentials may connect, too
 * @param permissions the file of what users may do; null if they may do everything
 */
record BrokerConfiguration(
        String name,
        @Nullable Path data,
        int segmentBytes,
        BrokerOptions options,
        @Nullable Path users,
        boolean anonymous,
        @Nullable Path permissions) {

    static final List<String> KNOWN = List.of(
            "data",
            "maxMessage",
            "maxWaiting",
            "cacheBytes",
            "segmentBytes",
            "snapshotBytes",
            "linger",
            "users",
            "anonymous",
            "permissions");

    /** @throws IllegalArgumentException if an option is not known or has no such value; it says which */
    static BrokerConfiguration of(LinkUri uri) {
        uri.checkOptions(KNOWN);
        int segment = (int) number(uri, "segmentBytes", JournalOptions.DEFAULT.segmentSize(), 1 << 30);
        BrokerOptions standard = BrokerOptions.forHeap(Runtime.getRuntime().maxMemory());
        int largest = Math.min(standard.maxMessage(), segment / 2);
        BrokerOptions options = standard.withMaxMessage(
                        (int) number(uri, "maxMessage", largest, Math.max(1, segment - segment / 8)))
                .withMaxWaiting(number(uri, "maxWaiting", standard.maxWaiting(), Long.MAX_VALUE))
                .withCacheBytes(number(uri, "cacheBytes", standard.cacheBytes(), Long.MAX_VALUE))
                .withSnapshotBytes(number(uri, "snapshotBytes", standard.snapshotBytes(), Long.MAX_VALUE))
                .withLinger(number(uri, "linger", standard.linger(), Long.MAX_VALUE / 2));
        checkHasUsers(uri, "anonymous");
        checkHasUsers(uri, "permissions");
        return new BrokerConfiguration(
                uri.target(),
                path(uri, "data"),
                segment,
                options,
                path(uri, "users"),
                anonymous(uri),
                path(uri, "permissions"));
    }

    private static @Nullable Path path(LinkUri uri, String option) {
        String text = uri.option(option);
        if (text == null) {
            return null;
        }
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the option '" + option + "' of '" + uri + "' is no path: " + e.getMessage(), e);
        }
    }

    private static void checkHasUsers(LinkUri uri, String option) {
        if (uri.option(option) != null && uri.option("users") == null) {
            throw new IllegalArgumentException("the option '" + option + "' of '" + uri
                    + "' goes with 'users'; without users everybody may connect, and do everything");
        }
    }

    private static boolean anonymous(LinkUri uri) {
        String text = uri.option("anonymous");
        if (text == null) {
            return false;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "the option 'anonymous' of '" + uri + "' takes true or false, not '" + text + "'");
        };
    }

    private static long number(LinkUri uri, String option, long otherwise, long most) {
        String text = uri.option(option);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal(uri, option, most), e);
        }
        throw new IllegalArgumentException(refusal(uri, option, most));
    }

    private static String refusal(LinkUri uri, String option, long most) {
        return "the option '" + option + "' of '" + uri + "' takes a whole number from 1 to " + most + ", not '"
                + uri.option(option) + "'";
    }
}
