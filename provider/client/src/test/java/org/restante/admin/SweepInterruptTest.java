package org.restante.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.Link;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;

/** An operation on many messages whose thread is interrupted: the part under way is awaited and counted, and no other begins. */
final class SweepInterruptTest {

    private int parts;

    /** A link that interrupts its caller in the second part, and answers a little later. */
    private final class Interrupting implements Link {
        @Override
        public CompletionStage<Reply> request(Request request) {
            if (!(request instanceof AdminRequest.Sweep)) {
                return CompletableFuture.completedFuture(new Reply.Connected(1, 1, 1000));
            }
            if (++parts == 2) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.supplyAsync(
                    () -> new Reply.Swept(1000, 1, 0, null, new Tag(1, 4, parts), 9),
                    CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
        }

        @Override
        public void close() {
            // nothing to end
        }
    }

    @Test
    void givesTheNumberThatIsDone() {
        try (Admin admin = Admin.open(events -> new Interrupting(), null, null)) {
            MessageAdmin orders = admin.queue("orders");
            AdminException e = assertThrows(AdminException.class, () -> orders.move(MessageFilter.all(), "old"));
            assertTrue(Thread.interrupted(), "the flag stays");
            assertEquals(OptionalLong.of(2000), e.interruptedAfter());
            assertTrue(e.isInterrupt());
            assertEquals(2, parts);
        }
    }
}
