package org.restante.tcp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Event loops, each of which is replaced when an error has ended it. Any thread may use it.
 *
 * <p>Netty contains the errors of handlers and tasks, but an error in the selector's loop itself ends its thread. Netty leaves the
 * channels of that loop open then, calls none of their handlers, and gives the loop to further channels, which it refuses. The trap:
 * so each channel needs a {@link #watch}, which ends what depends on it; and whoever gives a task to a loop from another thread does
 * so by {@link ChannelTasks}.
 */
public final class LoopGroup extends AbstractEventExecutorGroup implements EventLoopGroup {

    private static final System.Logger LOG = System.getLogger(LoopGroup.class.getName());

    private final ThreadFactory threads;
    private final AtomicReferenceArray<Loop> loops;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Promise<?> terminated = new DefaultPromise<Void>(GlobalEventExecutor.INSTANCE);
    private volatile boolean closing;

    /** What is run when a loop has ended; {@link #cancel} when it is not needed any more. */
    public static final class Watch {
        private final Loop loop;
        private final Runnable then;

        private Watch(Loop loop, Runnable then) {
            this.loop = loop;
            this.then = then;
        }

        public void cancel() {
            loop.remove(this);
        }
    }

    /** One event loop, and what depends on it. */
    private final class Loop {
        private final EventLoopGroup one;
        private final Deque<Watch> watches = new ArrayDeque<>(); // guarded by this
        private boolean isOver; // guarded by this

        @SuppressWarnings("deprecation") // Netty 4.1 has no other
        Loop() {
            ThreadFactory watched = task -> threads.newThread(() -> run(task));
            one = new NioEventLoopGroup(1, watched);
        }

        /** The task returns when the loop has ended, for whatever reason. */
        private void run(Runnable task) {
            try {
                task.run();
            } finally {
                end();
            }
        }

        EventLoop loop() {
            return one.next();
        }

        boolean isLiving() {
            return !loop().isShuttingDown();
        }

        /** Returns whether the loop has not ended yet. */
        synchronized boolean add(Watch watch) {
            if (!isOver) {
                watches.addLast(watch);
            }
            return !isOver;
        }

        synchronized void remove(Watch watch) {
            watches.remove(watch);
        }

        private synchronized @Nullable Watch next() {
            isOver = true;
            return watches.pollLast();
        }

        /** Called by the thread of the loop, which is the owner of its channels until here. The last watch runs first. */
        private void end() {
            if (!closing) {
                ended.incrementAndGet();
                LOG.log(
                        Level.ERROR,
                        "an event loop, {0}, was ended by an error, which Netty has logged; its connections end, and a new"
                                + " loop takes its place",
                        Thread.currentThread().getName());
            }
            for (Watch watch = next(); watch != null; watch = next()) {
                runGuarded(watch);
            }
        }
    }

    /**
     * Makes the loops; their threads start with their first channels.
     *
     * @param threads makes the thread of each
     */
    LoopGroup(int count, ThreadFactory threads) {
        this.threads = threads;
        this.loops = new AtomicReferenceArray<>(count);
        for (int i = 0; i < count; i++) {
            loops.set(i, new Loop());
        }
    }

    private static void runGuarded(Watch watch) {
        try {
            watch.then.run();
        } catch (RuntimeException | Error e) { // the others depend on the loop as well
            LOG.log(Level.ERROR, "what depends on an event loop that has ended was not ended in order", e);
        }
    }

    /**
     * Has a task run when the loop of a channel has ended, by an error or by the end of this group. It runs on the loop's thread,
     * which gives no more tasks to others then; or at once, if the loop has ended already.
     *
     * @param loop one of this group
     */
    public Watch watch(EventLoop loop, Runnable then) {
        for (int i = 0; i < loops.length(); i++) {
            Loop there = loops.get(i);
            Watch watch = new Watch(there, then);
            if (there.loop() == loop && there.add(watch)) {
                return watch;
            }
        }
        then.run(); // it was replaced, or has ended
        return new Watch(loops.get(0), then);
    }

    /** How many loops were ended by an error. */
    public int ended() {
        return ended.get();
    }

    @Override
    public EventLoop next() {
        int index = Math.floorMod(turn.getAndIncrement(), loops.length());
        Loop there = loops.get(index);
        return there.isLiving() || closing ? there.loop() : renewed(index);
    }

    private synchronized EventLoop renewed(int index) {
        Loop there = loops.get(index);
        if (there.isLiving() || closing) {
            return there.loop();
        }
        try {
            Loop made = new Loop();
            loops.set(index, made);
            return made.loop();
        } catch (RuntimeException | Error e) { // for instance no handle for a selector
            for (int i = 0; i < loops.length(); i++) {
                if (loops.get(i).isLiving()) {
                    return loops.get(i).loop();
                }
            }
            throw e;
        }
    }

    /** The future fails, too, if there is no loop and none can be made. */
    @Override
    public ChannelFuture register(Channel channel) {
        try {
            return next().register(channel);
        } catch (RuntimeException | Error e) {
            return new DefaultChannelPromise(channel, GlobalEventExecutor.INSTANCE).setFailure(e);
        }
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        try {
            return next().register(promise);
        } catch (RuntimeException | Error e) {
            promise.tryFailure(e);
            return promise;
        }
    }

    @Override
    @SuppressWarnings("deprecation") // it is Netty that deprecates it
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        return register(promise);
    }

    @Override
    public Iterator<EventExecutor> iterator() {
        List<EventExecutor> all = new ArrayList<>();
        for (int i = 0; i < loops.length(); i++) {
            all.add(loops.get(i).loop());
        }
        return all.iterator();
    }

    @Override
    public boolean isShuttingDown() {
        return closing;
    }

    @Override
    public synchronized Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        if (!closing) {
            closing = true;
            AtomicInteger left = new AtomicInteger(loops.length());
            for (int i = 0; i < loops.length(); i++) {
                loops.get(i).one.shutdownGracefully(quietPeriod, timeout, unit).addListener(end -> {
                    if (left.decrementAndGet() == 0) {
                        terminated.setSuccess(null);
                    }
                });
            }
        }
        return terminated;
    }

    @Override
    public Future<?> terminationFuture() {
        return terminated;
    }

    @Override
    @SuppressWarnings("deprecation") // it is Netty that deprecates it
    public void shutdown() {
        shutdownGracefully();
    }

    @Override
    public boolean isShutdown() {
        return closing;
    }

    @Override
    public boolean isTerminated() {
        return terminated.isDone();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }
}
