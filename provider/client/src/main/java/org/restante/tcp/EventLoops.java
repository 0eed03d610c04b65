package org.restante.tcp;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The threads of all links in this process: at most four daemons, which end ten seconds after the last link. Any thread
 * may use it.
 *
 * <p>The trap: applications bring their own Netty, of the 4.1 line too, so only classes of both lines may be used.
 */
public final class EventLoops {

    private static final int MAX_THREADS = 4;
    private static final int IDLE_SECONDS = 10;

    private static @Nullable LoopGroup group;
    private static long users;

    private EventLoops() {}

    /** Event loops on daemon threads, for the caller alone. */
    public static LoopGroup group(int threads, String name) {
        return new LoopGroup(threads, new DefaultThreadFactory(name, true));
    }

    /** Keeps the shared event loops from ending, until its release. */
    static final class Use {
        private final LoopGroup loops;
        private final AtomicBoolean released = new AtomicBoolean();

        private Use(LoopGroup loops) {
            this.loops = loops;
        }

        LoopGroup loops() {
            return loops;
        }

        /** Idempotent. */
        void release() {
            if (released.compareAndSet(false, true)) {
                EventLoops.release();
            }
        }
    }

    /** The shared event loops, for one link. */
    static synchronized Use use() {
        LoopGroup there = group;
        if (there == null) {
            int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
            there = group(threads, "restante-client");
            group = there;
        }
        users++;
        return new Use(there);
    }

    private static synchronized void release() {
        users--;
        LoopGroup there = group;
        if (users == 0 && there != null) {
            try {
                there.schedule(() -> end(there), IDLE_SECONDS, TimeUnit.SECONDS);
            } catch (RejectedExecutionException e) { // the loop was ended by an error just now
                end(there);
            }
        }
    }

    private static synchronized void end(LoopGroup idle) {
        if (users == 0 && group == idle) {
            group = null;
            idle.shutdownGracefully(0, IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
