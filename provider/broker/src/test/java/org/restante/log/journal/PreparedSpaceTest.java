package org.restante.log.journal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PreparedSpaceTest {

    private static final int SEGMENT = 1 << 20;
    private static final long ENTRY = 500_000;

    private final Layout layout = new Layout("journal", SEGMENT);
    private final long begin = layout.firstIn(1);
    private final PreparedSpace space = new PreparedSpace(layout, begin, begin);

    @Test
    void anEntryIsWrittenAlthoughTheReserveBecomesLongerWhileItWaits() throws Exception {
        space.setPrepared(space.target());
        CompletableFuture<Boolean> written = CompletableFuture.supplyAsync(() -> space.await(begin + ENTRY));
        await().until(() -> space.target() > space.prepared());

        space.setKeptBack(SEGMENT);
        space.setPrepared(space.target());

        assertTrue(written.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anEntryIsWrittenWhenATrimShortensTheReserveForWhichItWaits() throws Exception {
        space.setPrepared(layout.firstIn(2) + 3 * ENTRY);
        space.setWritten(layout.firstIn(2));
        CompletableFuture<Boolean> written =
                CompletableFuture.supplyAsync(() -> space.await(layout.firstIn(2) + ENTRY));
        await().until(() -> space.target() > space.prepared());

        space.setFirst(layout.firstIn(2));

        assertTrue(written.get(10, TimeUnit.SECONDS));
    }
}
