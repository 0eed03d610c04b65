package org.restante.broker.state;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression of five fields: minute, hour, day of the month, month, day of the week. A field is {@code *}, a number, the
 * first three letters of a name, or a range {@code a-b}; each may have a step {@code /n}, and commas separate several of them. If
 * both days are given, one of them must match.
 *
 * <p>The trap is daylight saving time: when the clock is set back, the repeated hour counts once; when it is set forward, a skipped
 * time comes one hour later.
 */
record Cron(long minutes, long hours, long days, long months, long weekdays, boolean anyDay, boolean anyWeekday) {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** How far to search: the next 29 February may be eight years away. */
    private static final int DAYS_AHEAD = 366 * 8 + 2;

    /** One field: its name, its lowest and highest number, and names for the numbers from the lowest on. */
    private record Field(String name, int min, int max, List<String> names) {

        long parse(String text) {
            long set = 0;
            for (String part : text.split(",", -1)) {
                set |= parsePart(part);
            }
            return set;
        }

        private long parsePart(String part) {
            String[] steps = part.split("/", -1);
            String[] ends = steps[0].split("-", -1);
            boolean isAll = steps[0].equals("*");
            if (steps.length > 2 || ends.length > 2) {
                throw invalid(part, "is not a number, range or step");
            }
            int step = steps.length == 2 ? number(steps[1], part) : 1;
            int from = isAll ? min : value(ends[0], part);
            int to = isAll || (ends.length == 1 && steps.length == 2) ? max : value(ends[ends.length - 1], part);
            if (step < 1 || from > to) {
                throw invalid(part, step < 1 ? "has a step below 1" : "runs backwards");
            }
            long set = 0;
            for (int i = from; i <= to; i += step) {
                set |= 1L << i;
            }
            return set;
        }

        private int value(String text, String part) {
            int named = names.indexOf(text.toUpperCase(Locale.ROOT));
            int value = named < 0 ? number(text, part) : min + named;
            if (value < min || value > max) {
                throw invalid(part, "is not within " + min + " to " + max);
            }
            return value;
        }

        private int number(String text, String part) {
            if (!text.matches("[0-9]{1,4}")) {
                throw invalid(part, "is not a number, range or step");
            }
            return Integer.parseInt(text);
        }

        private IllegalArgumentException invalid(String part, String reason) {
            return new IllegalArgumentException("the " + name + " '" + part + "' " + reason);
        }
    }

    private static final Field MINUTE = new Field("minute", 0, 59, List.of());
    private static final Field HOUR = new Field("hour", 0, 23, List.of());
    private static final Field DAY = new Field("day of the month", 1, 31, List.of());
    private static final Field MONTH = new Field("month", 1, 12, MONTHS);
    private static final Field WEEKDAY = new Field("day of the week", 0, 7, WEEKDAYS);

    /** @throws IllegalArgumentException if the text is not a cron expression; the message names the field */
    static Cron parse(String expression) {
        String[] fields = expression.strip().split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException("there are " + fields.length
                    + " fields instead of five: minute, hour, day of the month, month, day of the week");
        }
        long weekdays = WEEKDAY.parse(fields[4]);
        return new Cron(
                MINUTE.parse(fields[0]),
                HOUR.parse(fields[1]),
                DAY.parse(fields[2]),
                MONTH.parse(fields[3]),
                weekdays | ((weekdays >>> 7) & 1), // 7 is Sunday as well
                fields[2].startsWith("*"),
                fields[4].startsWith("*"));
    }

    private static boolean has(long set, int value) {
        return ((set >>> value) & 1) != 0;
    }

    /** The next matching time after this one; null if there is none. */
    @Nullable
    Instant next(Instant after, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        LocalDate date = local.toLocalDate();
        int minute = local.getHour() * 60 + local.getMinute() + 1;
        for (int i = 0; i < DAYS_AHEAD; i++) {
            for (int at = matches(date) ? nextMinute(minute) : -1; at >= 0; at = nextMinute(at + 1)) {
                Instant found =
                        date.atTime(LocalTime.of(at / 60, at % 60)).atZone(zone).toInstant();
                if (found.isAfter(after)) {
                    return found;
                }
            }
            date = date.plusDays(1);
            minute = 0;
        }
        return null;
    }

    private boolean matches(LocalDate date) {
        boolean day = has(days, date.getDayOfMonth());
        boolean weekday = has(weekdays, date.getDayOfWeek().getValue() % 7);
        boolean both = (anyDay || anyWeekday) ? (day && weekday) : (day || weekday);
        return both && has(months, date.getMonthValue());
    }

    /** The first matching minute of a day from this one on; -1 if there is none. */
    private int nextMinute(int from) {
        for (int minute = from; minute < 24 * 60; minute++) {
            if (!has(hours, minute / 60)) {
                minute = (minute / 60 + 1) * 60 - 1;
            } else if (has(minutes, minute % 60)) {
                return minute;
            }
        }
        return -1;
    }
}
