package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class IdleTimeoutTest {

    private static final int MINUTE = 60_000;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it overflows on the way
    private final AtomicReference<Thread> endedBy = new AtomicReference<>();
    private final AtomicBoolean needed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    private IdleTimeout timeout(int millis) {
        AtomicReference<IdleTimeout> made = new AtomicReference<>();
        made.set(new IdleTimeout(
                "test",
                millis,
                nanos::get,
                () -> {
                    if (made.get().isOver()) {
                        endedBy.set(Thread.currentThread());
                        made.get().end();
                        ended.countDown();
                    }
                },
                needed::get));
        return made.get();
    }

    private void pass(int millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void aBrokerThatIsNeededIsNotAskedToEndAndHasItsTimeoutAgain() {
        IdleTimeout timeout = timeout(MINUTE);
        assertTrue(timeout.begin());
        needed.set(true);
        assertFalse(timeout.cutShort());
        pass(MINUTE);
        assertTrue(timeout.extend());
        assertFalse(timeout.isOver());
        needed.set(false);
        pass(MINUTE);
        assertFalse(timeout.extend());
        assertTrue(timeout.isOver());
    }

    @Test
    void isOverWhenTheMonotonicClockHasPassedIt() {
        IdleTimeout timeout = timeout(MINUTE);
        assertFalse(timeout.isOver());
        assertTrue(timeout.begin());
        pass(MINUTE - 1);
        assertFalse(timeout.isOver());
        pass(1);
        assertTrue(timeout.isOver());
        timeout.end();
    }

    @Test
    void beginsAnewWhenTheBrokerWasUsedMeanwhile() {
        IdleTimeout timeout = timeout(MINUTE);
        assertTrue(timeout.begin());
        pass(MINUTE);
        timeout.cancel();
        assertFalse(timeout.isOver());
        assertTrue(timeout.begin());
        assertFalse(timeout.isOver());
        pass(MINUTE);
        assertTrue(timeout.isOver());
        timeout.end();
    }

    @Test
    void isNotBegunWithoutALength() {
        assertFalse(timeout(0).begin());
    }

    @Test
    void endsTheBrokerOnADaemonThread() throws Exception {
        IdleTimeout timeout = new IdleTimeout("test", 1, System::nanoTime, ended::countDown, () -> false);
        assertTrue(timeout.begin());
        ended.await();
        assertTrue(waiting().allMatch(Thread::isDaemon));
        timeout.end();
    }

    @Test
    void endsTheBrokerThoughAnErrorStoppedTheThreadBefore() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        IdleTimeout timeout = new IdleTimeout(
                "test",
                1,
                System::nanoTime,
                () -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new StackOverflowError("thrown by the test");
                    }
                    ended.countDown();
                },
                () -> false);
        assertTrue(timeout.begin());
        Awaitility.await().until(() -> tries.get() == 1 && waiting().findAny().isEmpty());
        timeout.cancel();
        assertTrue(timeout.begin());
        ended.await();
        timeout.end();
    }

    @Test
    void endsTheBrokerAtOnceWhenCutShort() throws Exception {
        IdleTimeout timeout = timeout(MINUTE);
        assertFalse(timeout.cutShort());
        assertTrue(timeout.begin());
        assertTrue(timeout.cutShort());
        ended.await();
        assertEquals("restante-test-idle", endedBy.get().getName());
        assertFalse(timeout.cutShort());
    }

    @Test
    void leavesNoThreadWhenTheBrokerHasEnded() {
        IdleTimeout timeout = timeout(MINUTE);
        assertTrue(timeout.begin());
        timeout.end();
        Awaitility.await().until(() -> waiting().findAny().isEmpty());
        assertTrue(timeout.begin());
        timeout.end();
        Awaitility.await().until(() -> waiting().findAny().isEmpty());
    }

    private static Stream<Thread> waiting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("restante-test-idle"));
    }
}
