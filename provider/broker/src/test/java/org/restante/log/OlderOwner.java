package org.restante.log;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** An owner of a log that appends, on a thread of its own, until its log refuses: as a process that does not know of its successor. */
final class OlderOwner {
    private static final int SPAN = 1_000_000;
    private static final int WARM = 20;

    private final ConcurrentLinkedQueue<Long> confirmed = new ConcurrentLinkedQueue<>();
    private final CountDownLatch warm = new CountDownLatch(WARM);
    private final Thread thread;
    private volatile Throwable refusal;

    /** @param number keeps its entries apart from those of other owners */
    OlderOwner(Log log, int number) {
        thread = new Thread(() -> {
            for (long i = (long) number * SPAN; refusal == null; i++) {
                try {
                    log.append(Entries.entry(i, 24), i % 3 == 0 ? Keep.SYNCED : Keep.WRITTEN)
                            .toCompletableFuture()
                            .join();
                    confirmed.add(i);
                    warm.countDown();
                } catch (CompletionException e) {
                    refusal = e.getCause();
                }
            }
        });
        thread.start();
    }

    /** Waits until it has some entries. */
    void awaitSome() throws InterruptedException {
        warm.await();
    }

    void awaitFenced() throws InterruptedException {
        thread.join();
        assertInstanceOf(StaleOwnerException.class, Objects.requireNonNull(refusal));
    }

    List<Long> confirmedBeyond(List<Long> seen) {
        Set<Long> known = new HashSet<>(seen);
        return confirmed.stream().filter(index -> !known.contains(index)).toList();
    }
}
