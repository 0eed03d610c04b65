package org.restante.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.nio.NioEventLoop;
import io.netty.channel.nio.NioTask;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.TimeUnit;

/** Ends event loops by an error in the loop of the selector itself, outside of handlers and tasks. */
public final class LoopBreaker {

    private LoopBreaker() {}

    /** Ends all loops of a group that have not ended yet; returns when they take no more tasks. */
    public static void endAll(LoopGroup loops) {
        for (EventExecutor loop : loops) {
            if (!loop.isShuttingDown()) {
                end(loop);
            }
        }
    }

    /** Ends all loops of the connections that this process has opened. */
    public static void endLoopsOfClients() {
        EventLoops.Use use = EventLoops.use();
        endAll(use.loops());
        use.release();
    }

    @SuppressWarnings("deprecation") // Netty 4.1 has no other loop
    private static void end(EventExecutor loop) {
        try {
            Pipe pipe = Pipe.open();
            try (var sink = pipe.sink();
                    var source = pipe.source()) {
                source.configureBlocking(false);
                ((NioEventLoop) loop).register(source, SelectionKey.OP_READ, new NioTask<SelectableChannel>() {
                    @Override
                    public void channelReady(SelectableChannel channel, SelectionKey key) {
                        throw new StackOverflowError("thrown by the test");
                    }

                    @Override
                    public void channelUnregistered(SelectableChannel channel, Throwable cause) {}
                });
                sink.write(ByteBuffer.allocate(1));
                assertTrue(loop.terminationFuture().awaitUninterruptibly(10, TimeUnit.SECONDS), "the loop goes on");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
