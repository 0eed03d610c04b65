package org.restante.tcp;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.reconnect.Backoff;
import org.restante.reconnect.LinkSupplier;
import org.restante.reconnect.ReconnectThreads;
import org.restante.reconnect.ReconnectingLink;

/**
 * The URI option {@code reconnect}: the time limit for reconnecting. {@code true} means no limit; {@code false} or no
 * option means no reconnecting; otherwise a time as {@code 500ms}, {@code 30s}, {@code 5m}, or a number of
 * milliseconds. The first link has the same limit, but at most 30 seconds, so that a wrong address is reported.
 * Immutable.
 */
public record Reconnect(long nanos) {

    /** The name of the option. */
    public static final String NAME = "reconnect";

    private static final long MAX_FIRST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Pattern TIME = Pattern.compile("([0-9]{1,12})(ms|s|m|h|)");

    /** @throws IllegalArgumentException if the value of the option is invalid */
    static @Nullable Reconnect of(LinkUri uri) {
        String text = uri.option(NAME);
        if (text == null || text.equals("false")) {
            return null;
        } else if (text.equals("true")) {
            return new Reconnect(Long.MAX_VALUE);
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("the option '" + NAME + "' of '" + uri
                    + "' takes true, false or a time as 500ms, 30s or 5m, not '" + text + "'");
        }
        long number = Long.parseLong(time.group(1));
        return new Reconnect(
                switch (time.group(2)) {
                    case "s" -> TimeUnit.SECONDS.toNanos(number);
                    case "m" -> TimeUnit.MINUTES.toNanos(number);
                    case "h" -> TimeUnit.HOURS.toNanos(number);
                    default -> TimeUnit.MILLISECONDS.toNanos(number);
                });
    }

    /**
     * How long a link to a broker that moves is tried to get back.
     *
     * @param standard without the option
     * @throws IllegalArgumentException if the value of the option is invalid
     */
    public static Backoff backoff(LinkUri uri, Backoff standard) {
        if (uri.option(NAME) == null) {
            return standard;
        }
        Reconnect given = of(uri);
        return given == null ? new Backoff(0, 0) : given.backoff();
    }

    private Backoff backoff() {
        return new Backoff(Math.min(nanos, MAX_FIRST_NANOS), nanos);
    }

    Link open(LinkSupplier supplier, Consumer<Event> events) throws LinkException {
        return ReconnectingLink.open(
                supplier, backoff(), events, ReconnectThreads.ALL, System::nanoTime, new SecureRandom());
    }
}
