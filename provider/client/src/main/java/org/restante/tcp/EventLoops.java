package org.restante.tcp;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of all links in this process: at most four daemons, which end ten seconds after the last link. Any thread
 * may use it.
 */
final class EventLoops {

    private static final int MAX_THREADS = 4;
    private static final int IDLE_SECONDS = 10;

    private static @Nullable EventLoopGroup group;
    private static long users;

    private EventLoops() {}

    /** The shared event loops; the caller returns them by {@link #release}. */
    static synchronized EventLoopGroup acquire() {
        users++;
        EventLoopGroup there = group;
        if (there == null) {
            int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
            there = new MultiThreadIoEventLoopGroup(
                    threads, new DefaultThreadFactory("restante-client", true), NioIoHandler.newFactory());
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
