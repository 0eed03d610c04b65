package org.restante.tcp;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
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

    private static @Nullable EventLoopGroup group;
    private static long users;

    private EventLoops() {}

    /**
     * Event loops on daemon threads, for the caller alone. In Netty 4.2 the class is deprecated, but Netty 4.1 has no
     * other; in both it is a selector's loop on each thread.
     */
    @SuppressWarnings("deprecation")
    public static EventLoopGroup group(int threads, String name) {
        return new NioEventLoopGroup(threads, new DefaultThreadFactory(name, true));
    }

    /** The shared event loops; the caller returns them by {@link #release}. */
    static synchronized EventLoopGroup acquire() {
        users++;
        EventLoopGroup there = group;
        if (there == null) {
            int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
            there = group(threads, "restante-client");
            group = there;
        }
        return there;
    }

    static synchronized void release() {
        users--;
        EventLoopGroup there = group;
        if (users == 0 && there != null) {
            there.schedule(() -> end(there), IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static synchronized void end(EventLoopGroup idle) {
        if (users == 0 && group == idle) {
            group = null;
            idle.shutdownGracefully(0, IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
