package org.restante;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.broker.BrokerOptions;
import org.restante.disk.Disk;
import org.restante.disk.FileDisk;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.log.journal.JournalOptions;
import org.restante.users.Access;
import org.restante.users.Permissions;
import org.restante.users.Users;

/**
 * The configuration of an embedded broker, from a {@code vm:} URI. docs/configuration.md lists the options. Immutable.
 *
 * @param name the name of the broker in this process
 * @param data the data directory; null for a broker in memory
 * @param segmentBytes the size of the journal's segments
 * @param options the bounds of the broker
 * @param idleTimeout for how long a broker with a data directory is kept after its last connection, in milliseconds
 * @param users the file of the users who may connect; null if everybody may connect
 * @param anonymous whether a client without credentials may connect although there are users
 * @param permissions the file of permissions; null if users may do everything
 * @param operatorsOnly whether only those are admitted who may administer everything
 * @param disk opens the tree below a directory for journal and snapshots; another one only in tests
 * @param clock moves the clocks of the broker; null for those of the system
 */
record BrokerConfiguration(
        String name,
        @Nullable Path data,
        int segmentBytes,
        BrokerOptions options,
        long idleTimeout,
        @Nullable Path users,
        boolean anonymous,
        @Nullable Path permissions,
        boolean operatorsOnly,
        Function<Path, Disk> disk,
        @Nullable ManualClock clock) {

    private static final Function<Path, Disk> FILES = FileDisk::new;

    private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,8})(ms|s|m|h)");

    static final List<String> OPTION_NAMES = List.of(
            "data",
            "maxMessage",
            "maxWaiting",
            "cacheBytes",
            "segmentBytes",
            "snapshotBytes",
            "linger",
            "withoutJournal",
            "idleTimeout",
            "unusedQueues",
            "users",
            "anonymous",
            "permissions",
            "operatorsOnly");

    private static final String OPERATORS =
            "without permissions everybody who may connect may administer everything. To keep applications out of a server without"
                    + " them, let it listen at an address that they do not have";

    private static final long IDLE_TIMEOUT = 5_000;
    private static final long MAX_IDLE_TIMEOUT = 3_600_000;

    /** @throws IllegalArgumentException if an option is unknown or its value is invalid; the message names the option */
    static BrokerConfiguration of(LinkUri uri) {
        uri.checkOptions(OPTION_NAMES);
        int segment = (int) number(uri, "segmentBytes", JournalOptions.DEFAULT.segmentSize(), 1 << 30);
        BrokerOptions standard = BrokerOptions.forHeap(Runtime.getRuntime().maxMemory());
        int largest = Math.min(standard.maxMessage(), segment / 2);
        BrokerOptions options = standard.withMaxMessage(
                        (int) number(uri, "maxMessage", largest, Math.max(1, segment - segment / 8)))
                .withMaxWaiting(number(uri, "maxWaiting", standard.maxWaiting(), Long.MAX_VALUE))
                .withCacheBytes(number(uri, "cacheBytes", standard.cacheBytes(), Long.MAX_VALUE))
                .withSnapshotBytes(number(uri, "snapshotBytes", standard.snapshotBytes(), Long.MAX_VALUE))
                .withLinger(number(uri, "linger", standard.linger(), Long.MAX_VALUE / 2))
                .withoutJournal(flag(uri, "withoutJournal"))
                .withUnusedQueues(time(uri, "unusedQueues"));
        checkHas(uri, "users", "anonymous", "without users everybody may connect and do everything");
        checkHas(uri, "users", "permissions", "without users everybody may connect and do everything");
        checkHas(uri, "permissions", "operatorsOnly", OPERATORS);
        checkHas(uri, "data", "idleTimeout", "a broker in memory stays until it is stopped or the process ends");
        return new BrokerConfiguration(
                uri.target(),
                path(uri, "data"),
                segment,
                options,
                number(uri, "idleTimeout", IDLE_TIMEOUT, 0, MAX_IDLE_TIMEOUT),
                path(uri, "users"),
                flag(uri, "anonymous"),
                path(uri, "permissions"),
                flag(uri, "operatorsOnly"),
                FILES,
                null);
    }

    /** Opens the files of users and permissions. */
    Access access() throws LinkException {
        try {
            return new Access(
                    users == null ? null : Users.open(users, anonymous),
                    permissions == null ? null : Permissions.open(permissions),
                    operatorsOnly);
        } catch (IOException e) {
            throw new LinkException(Problem.INTERNAL, "the broker '" + name + "' cannot start: " + e.getMessage(), e);
        }
    }

    BrokerConfiguration withDisk(Function<Path, Disk> faulty) {
        return with(faulty, clock);
    }

    BrokerConfiguration withClock(ManualClock manual) {
        return with(disk, manual);
    }

    private BrokerConfiguration with(Function<Path, Disk> files, @Nullable ManualClock time) {
        return new BrokerConfiguration(
                name,
                data,
                segmentBytes,
                options,
                idleTimeout,
                users,
                anonymous,
                permissions,
                operatorsOnly,
                files,
                time);
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
                    "the option '" + option + "' of '" + uri + "' is not a path: " + e.getMessage(), e);
        }
    }

    private static void checkHas(LinkUri uri, String needed, String option, String reason) {
        if (uri.option(option) != null && uri.option(needed) == null) {
            throw new IllegalArgumentException(
                    "the option '" + option + "' of '" + uri + "' needs the option '" + needed + "'; " + reason);
        }
    }

    private static boolean flag(LinkUri uri, String option) {
        String text = uri.option(option);
        if (text == null) {
            return false;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "the option '" + option + "' of '" + uri + "' takes true or false, not '" + text + "'");
        };
    }

    /** A time in milliseconds; 0 for {@code off}, the default. */
    private static long time(LinkUri uri, String option) {
        String text = uri.option(option);
        if (text == null || text.equals("off")) {
            return 0;
        }
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the option '" + option + "' of '" + uri
                    + "' takes a time, as 500ms, 30s, 10m or 24h, or off, not '" + text + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> TimeUnit.SECONDS.toMillis(number);
            case "m" -> TimeUnit.MINUTES.toMillis(number);
            case "h" -> TimeUnit.HOURS.toMillis(number);
            default -> number;
        };
    }

    private static long number(LinkUri uri, String option, long standard, long max) {
        return number(uri, option, standard, 1, max);
    }

    private static long number(LinkUri uri, String option, long standard, long min, long max) {
        String text = uri.option(option);
        if (text == null) {
            return standard;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal(uri, option, min, max), e);
        }
        throw new IllegalArgumentException(refusal(uri, option, min, max));
    }

    private static String refusal(LinkUri uri, String option, long min, long max) {
        return "the option '" + option + "' of '" + uri + "' takes a whole number from " + min + " to " + max
                + ", not '" + uri.option(option) + "'";
    }
}
