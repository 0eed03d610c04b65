package org.restante.log.journal;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.restante.log.Entries.entry;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.disk.Disk;
import org.restante.disk.DiskFile;
import org.restante.disk.FaultyDisk;
import org.restante.log.Entries;
import org.restante.log.Keep;
import org.restante.log.LogFailedException;

/** An error that ends a thread of the journal fails the entries that wait for it, and all later ones. */
final class ThreadErrorsTest {

    private static final int SEGMENT = 64 << 10;

    private final FaultyDisk disk = new FaultyDisk();
    private final AtomicBoolean broken = new AtomicBoolean();
    private Supplier<Error> error = () -> new StackOverflowError("thrown by the test");

    /** Each call on the thread of this name ends in an error. */
    private FileJournal claim(String thread) throws IOException {
        FileJournal journal = FileJournal.open(
                faulty(Disk.class, disk, thread),
                "journal",
                JournalOptions.DEFAULT.withSegmentSize(SEGMENT),
                new SplittableRandom(1));
        journal.claim();
        return journal;
    }

    private <T> T faulty(Class<T> type, T real, String thread) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (broken.get() && Thread.currentThread().getName().equals(thread)) {
                throw error.get();
            }
            try {
                Object result = method.invoke(real, args);
                return result instanceof DiskFile file ? faulty(DiskFile.class, file, thread) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private static void assertFails(CompletionStage<Long> appended) {
        ExecutionException failure = assertThrows(
                ExecutionException.class, () -> appended.toCompletableFuture().get(10, TimeUnit.SECONDS));
        assertInstanceOf(LogFailedException.class, failure.getCause());
    }

    @Test
    void errorOfTheWriterFailsWhatWaitsForIt() throws IOException {
        try (FileJournal journal = claim("restante-journal-writer")) {
            Entries.await(journal.append(entry(1, 100), Keep.SYNCED));
            broken.set(true);
            assertFails(journal.append(entry(2, 100), Keep.SYNCED));
            assertFails(journal.append(entry(3, 100), Keep.SYNCED));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void errorOfThePreparerFailsWhatWaitsForItsSpace(boolean withoutMemory) throws IOException {
        error = () -> withoutMemory
                ? new OutOfMemoryError("thrown by the test")
                : new StackOverflowError("thrown by the test");
        try (FileJournal journal = claim("restante-journal-preparer")) {
            Entries.await(journal.append(entry(1, 100), Keep.SYNCED));
            broken.set(true);
            CompletionStage<Long> last = journal.append(entry(2, 30_000), Keep.SYNCED);
            for (int i = 3; i < 20; i++) {
                last = journal.append(entry(i, 30_000), Keep.SYNCED);
            }
            assertFails(last);
        }
    }
}
