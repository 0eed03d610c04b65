package org.restante.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restante.link.LinkUri;
import org.restante.server.Listen;
import org.restante.tcp.HostPort;

/** The forms of values. For an optional value, an empty text means that there is none. Any thread may use it. */
final class Forms {

    private static final Pattern NUMBER_WITH_UNIT = Pattern.compile("(\\d{1,15}) ?([A-Za-z]*)");
    private static final Map<String, Long> SIZES = Map.of("", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));
    private static final long MAX_DAYS = 7;

    private Forms() {}

    static Form<Optional<Path>> path() {
        return new Form<>(
                "a path",
                (text, base) -> text.isEmpty()
                        ? Optional.empty()
                        : Optional.of(base.resolve(Path.of(text)).normalize()));
    }

    /** The URI of a log that several processes share. */
    static Form<Optional<String>> sharedLog() {
        return new Form<>("a URI as kafka:NAME?bootstrap=HOST:PORT,HOST:PORT", (text, base) -> {
            check(text.isEmpty()
                    || !List.of("vm", "tcp", "tls").contains(LinkUri.parse(text).scheme()));
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        });
    }

    static Form<Boolean> yesOrNo() {
        return new Form<>("true or false", (text, base) -> {
            check(text.equals("true") || text.equals("false"));
            return text.equals("true");
        });
    }

    static Form<String> oneOf(String... words) {
        return new Form<>(String.join(", ", words), (text, base) -> {
            check(List.of(words).contains(text));
            return text;
        });
    }

    static Form<Integer> whole(int min, int max) {
        return new Form<>("a whole number from " + min + " to " + max, (text, base) -> (int) whole(text, min, max));
    }

    /** An optional value; without it the server computes one from its heap. */
    static Form<OptionalLong> wholeOrNone() {
        return new Form<>(
                "a whole number of at least 1, or an empty value",
                (text, base) ->
                        text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(whole(text, 1, Long.MAX_VALUE)));
    }

    private static long whole(String text, long min, long max) {
        long number = Long.parseLong(text);
        check(number >= min && number <= max);
        return number;
    }

    static Form<Long> size(long min, long max) {
        return new Form<>(
                "bytes, as 65536, 64KiB or 8MiB, from " + min + " to " + max, (text, base) -> size(text, min, max));
    }

    /** An optional value; without it the server computes one from its heap. */
    static Form<OptionalLong> sizeOrNone() {
        return new Form<>(
                "bytes, as 65536, 64KiB or 8MiB, or an empty value",
                (text, base) -> text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(size(text, 1, Long.MAX_VALUE)));
    }

    private static long size(String text, long min, long max) {
        Matcher matcher = numberWithUnit(text);
        long unit = Optional.ofNullable(SIZES.get(matcher.group(2))).orElseThrow();
        long size = Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        check(size >= min && size <= max);
        return size;
    }

    static Form<Duration> time(Duration min) {
        return new Form<>(times(min), (text, base) -> time(text, min));
    }

    /** A time; empty for {@code off}. */
    static Form<Optional<Duration>> timeOrOff(Duration min) {
        return new Form<>(
                times(min) + ", or off",
                (text, base) -> text.equals("off") ? Optional.empty() : Optional.of(time(text, min)));
    }

    private static String times(Duration min) {
        return "a time, as 500ms, 10s, 5m or 1h, from " + min.toMillis() + "ms to " + MAX_DAYS * 24 + "h";
    }

    private static Duration time(String text, Duration min) {
        Matcher matcher = numberWithUnit(text);
        Duration unit = Optional.ofNullable(TIMES.get(matcher.group(2))).orElseThrow();
        Duration time = unit.multipliedBy(Long.parseLong(matcher.group(1)));
        check(time.compareTo(min) >= 0 && time.compareTo(Duration.ofDays(MAX_DAYS)) <= 0);
        return time;
    }

    private static Matcher numberWithUnit(String text) {
        Matcher matcher = NUMBER_WITH_UNIT.matcher(text);
        check(matcher.matches());
        return matcher;
    }

    static Form<List<Listen>> addresses() {
        return new Form<>(
                "URIs as tcp://HOST:PORT or tls://HOST:PORT, separated by commas",
                (text, base) -> Arrays.stream(text.split(",", -1))
                        .map(each -> Listen.parse(each.strip()))
                        .toList());
    }

    /** An address; empty for {@code off}. */
    static Form<Optional<HostPort>> addressOrOff() {
        return new Form<>("HOST:PORT, or off", (text, base) -> {
            if (text.equals("off")) {
                return Optional.empty();
            }
            check(text.contains(":")); // the port is required: the default port of URIs is not for HTTP
            return Optional.of(HostPort.parse(text));
        });
    }

    private static void check(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException("the value is invalid");
        }
    }
}
