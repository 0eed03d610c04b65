package org.restante.tcp;

import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tasks for the event loop of a channel, which may have ended. Any thread may use it.
 *
 * <p>A loop that has ended takes no tasks; an exception for that would end the thread that answers a request, such as the broker
 * thread. So the task is dropped, because whatever depends on the loop ends by its {@link LoopGroup#watch}.
 */
public final class ChannelTasks {

    private static final System.Logger LOG = System.getLogger(ChannelTasks.class.getName());

    private ChannelTasks() {}

    /** Runs a task on the loop of a channel. Returns false if the loop has ended. */
    public static boolean execute(Channel channel, Runnable task) {
        try {
            channel.eventLoop().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the event loop has ended", e);
            return false;
        }
    }

    /** Runs a task on the loop of a channel later. Returns null if the loop has ended. */
    public static @Nullable Future<?> schedule(Channel channel, Runnable task, long delay, TimeUnit unit) {
        try {
            return channel.eventLoop().schedule(task, delay, unit);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the event loop has ended", e);
            return null;
        }
    }

    /** Closes a channel after so many milliseconds, if it is open then. */
    public static void closeIn(Channel channel, int millis) {
        Future<?> close = schedule(channel, () -> channel.close(), millis, TimeUnit.MILLISECONDS);
        if (close != null) {
            channel.closeFuture().addListener(closed -> close.cancel(false));
        }
    }

    /** The socket of a channel, which no thread owns any more because its loop has ended. */
    public static SelectableChannel socket(Channel channel) {
        return ((AbstractNioChannel.NioUnsafe) channel.unsafe()).ch();
    }

    /** The socket of a channel, to be written past Netty while Netty has nothing to write; null if it is not one of the system. */
    static @Nullable SocketChannel stream(Channel channel) {
        return channel.unsafe() instanceof AbstractNioChannel.NioUnsafe nio && nio.ch() instanceof SocketChannel socket
                ? socket
                : null;
    }

    /** Closes the socket of a channel whose loop has ended; {@link Channel#close} would wait for that loop. */
    public static void closeSocket(Channel channel) {
        try {
            socket(channel).close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the socket of " + channel + " was closed with a failure", e);
        }
    }
}
