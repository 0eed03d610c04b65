package org.restante.broker.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CronTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> next(String expression, String after, ZoneId zone, int count) {
        Cron cron = Cron.parse(expression);
        List<String> times = new ArrayList<>();
        Instant at = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            at = cron.next(at, zone);
            times.add(String.valueOf(at));
        }
        return times;
    }

    private static List<String> next(String expression, String after, int count) {
        return next(expression, after, ZoneOffset.UTC, count);
    }

    private static String refusal(String expression) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Cron.parse(expression))
                .getMessage());
    }

    @Test
    void comesEveryMinuteAndEveryQuarter() {
        assertEquals(
                List.of("2026-11-23T10:01:00Z", "2026-11-23T10:02:00Z"),
                next("* * * * *", "2026-11-23T10:00:30.500Z", 2));
        assertEquals(
                List.of("2026-11-23T23:45:00Z", "2026-11-24T00:00:00Z"),
                next("*/15 * * * *", "2026-11-23T23:30:00Z", 2));
    }

    @Test
    void takesListsRangesStepsAndNames() {
        assertEquals(
                List.of("2026-11-23T09:05:00Z", "2026-11-23T09:35:00Z", "2026-11-23T11:05:00Z"),
                next("5,35 9-12/2 * * MON-FRI", "2026-11-21T00:00:00Z", 3));
        assertEquals(
                List.of("2027-02-01T00:50:00Z", "2027-02-02T00:50:00Z"),
                next("50/20 0 * feb *", "2026-11-21T00:00:00Z", 2));
    }

    @Test
    void takesEitherDayWhereBothAreGiven() {
        assertEquals(
                List.of("2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"),
                next("0 0 1 * mon", "2026-11-22T00:00:00Z", 3));
    }

    @Test
    void callsSundayZeroAndSeven() {
        List<String> sundays = List.of("2026-11-29T00:00:00Z", "2026-12-06T00:00:00Z");
        for (String sunday : List.of("0", "7", "SUN", "0,7", "7-7")) {
            assertEquals(sundays, next("0 0 * * " + sunday, "2026-11-23T00:00:00Z", 2), sunday);
        }
    }

    @Test
    void findsTheTwentyNinthOfFebruaryAndKnowsWhatNeverComes() {
        assertEquals(
                List.of("2096-02-29T12:00:00Z", "2104-02-29T12:00:00Z"),
                next("0 12 29 2 *", "2095-01-01T00:00:00Z", 2));
        assertNull(Cron.parse("0 0 30 2 *").next(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
    }

    @Test
    void comesOnceADayWhateverTheClockDoes() {
        assertEquals(
                List.of("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"),
                next("30 2 * * *", "2026-03-27T12:00:00Z", BERLIN, 3)); // 02:30 is skipped, and comes at 03:30
        assertEquals(
                List.of("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
                next("30 2 * * *", "2026-10-23T12:00:00Z", BERLIN, 3)); // 02:30 comes twice
        assertEquals(List.of("2026-10-25T02:00:00Z"), next("0 * * * *", "2026-10-25T01:15:00Z", BERLIN, 1));
    }

    @Test
    void saysWhichFieldIsWrong() {
        assertEquals("the minute '60' is not within 0 to 59", refusal("60 * * * *"));
        assertEquals("the hour 'x' is not a number, range or step", refusal("* x * * *"));
        assertEquals("the day of the month '0' is not within 1 to 31", refusal("* * 0 * *"));
        assertEquals("the month '5-2' runs backwards", refusal("* * * 5-2 *"));
        assertEquals("the day of the week '*/0' has a step below 1", refusal("* * * * */0"));
        assertEquals("the minute '' is not a number, range or step", refusal("1,, * * * *"));
        assertEquals("the minute '1-2-3' is not a number, range or step", refusal("1-2-3 * * * *"));
        assertEquals(
                "there are 6 fields instead of five: minute, hour, day of the month, month, day of the week",
                refusal("0 0 * * * *"));
    }
}
