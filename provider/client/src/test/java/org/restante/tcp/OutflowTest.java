package org.restante.tcp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.message.Decoder;

/** Frames over a real socket, written by the threads that add them or by the event loop. */
class OutflowTest {

    private static final int THREADS = 4;
    private static final int SMALL = 8;

    private final LoopGroup loops = EventLoops.group(1, "test");
    private final AtomicLong attempted = new AtomicLong();
    private Socket reading;
    private DataInputStream in;
    private Channel channel;
    private Outflow outflow;

    private record Frame(int kind, long number, byte[] body) {}

    @BeforeEach
    void connect() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            channel = new Bootstrap()
                    .group(loops)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(server.getLocalSocketAddress())
                    .sync()
                    .channel();
            reading = server.accept();
            in = new DataInputStream(reading.getInputStream());
        }
        outflow = new Outflow(channel, (bytes, byLoop) -> attempted.addAndGet(bytes));
        add(0, SMALL); // from its write on, the loop lets other threads write
        assertEquals(0, read().number());
    }

    @AfterEach
    void end() throws Exception {
        reading.close();
        loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).sync();
    }

    private void add(long number, int size) {
        outflow.add(FrameKind.REQUEST, number, body(number, size));
    }

    private static WireCodec.Encoded body(long number, int size) {
        return new WireCodec.Encoded(ByteBuffer.allocate(size).putLong(number).array(), null);
    }

    private Frame read() throws IOException {
        byte[] bytes = in.readNBytes(in.readInt());
        Decoder decoder = new Decoder(bytes);
        int kind = decoder.u8();
        long number = decoder.varint();
        ByteBuffer rest = ByteBuffer.wrap(bytes, bytes.length - decoder.remaining(), decoder.remaining());
        byte[] body = new byte[rest.remaining()];
        rest.get(body);
        return new Frame(kind, number, body);
    }

    @Test
    void aFrameForAQuietSocketIsWrittenWhileTheEventLoopIsBusy() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        channel.eventLoop().execute(() -> {
            busy.countDown();
            await().until(() -> free.getCount() == 0);
        });
        busy.await();
        try {
            await().until(
                            () -> { // its first frames may come while the socket is not quiet, and wait for the loop
                                add(1, SMALL);
                                return in.available() > 0;
                            });
            assertEquals(1, read().number());
        } finally {
            free.countDown();
        }
    }

    @Test
    void framesOfManyThreadsArriveWholeAndInOrderAlsoWhenTheSocketIsFull() throws Exception {
        int count = 3_000;
        List<CompletableFuture<Void>> adding = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            adding.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < count; n++) {
                    add((long) n * THREADS + thread, n % 50 == 0 ? 9_000 : 200);
                    if (n % 64 == 0) {
                        await().pollDelay(Duration.ZERO).until(() -> outflow.bytes() < (1 << 20));
                    }
                }
            }));
        }
        long[] next = new long[THREADS];
        for (int i = 0; i < THREADS * count; i++) {
            Frame frame = read();
            int thread = (int) (frame.number() % THREADS);
            assertEquals(next[thread]++, frame.number() / THREADS);
            assertEquals(frame.number(), ByteBuffer.wrap(frame.body()).getLong());
        }
        adding.forEach(CompletableFuture::join);
        await().until(() -> outflow.bytes() == 0 && attempted.get() == outflow.total());
    }

    @Test
    void aLateFrameComesBeforeTheNextFrame() throws Exception {
        outflow.addLate(FrameKind.REQUEST_AHEAD, 1, body(1, SMALL));
        add(2, SMALL);

        assertEquals(List.of(1L, 2L), List.of(read().number(), read().number()));
    }

    @Test
    void aLateFrameComesWithoutAnotherOne() throws Exception {
        outflow.addLate(FrameKind.REQUEST_AHEAD, 1, body(1, SMALL));

        Frame frame = read();
        assertEquals(1, frame.number());
        assertEquals(6, frame.kind());
    }

    @Test
    void framesAddedBeforeTheEndArriveBeforeIt() throws Exception {
        outflow.addLate(FrameKind.REPLY, 1, body(1, SMALL));
        for (int i = 2; i < 100; i++) {
            add(i, 5_000);
        }
        outflow.end();

        for (int i = 1; i < 100; i++) {
            assertEquals(i, read().number());
        }
        assertEquals(-1, in.read());
    }

    @Test
    void framesOfAClosedSocketAreDropped() throws Exception {
        channel.close().sync();
        outflow.close();
        add(1, SMALL);
        outflow.addLate(FrameKind.REPLY, 2, body(2, SMALL));

        assertEquals(0, outflow.bytes());
    }

    @Test
    void theLossOfTheSocketIsNoticedByTheThreadThatWrites() throws Exception {
        reading.setSoLinger(true, 0);
        reading.close();

        await().until(() -> {
            add(1, SMALL);
            return !channel.isOpen();
        });
    }

    @Test
    void aWriteThatFailsBehindTheCloseIsReportedToNobody() throws Exception {
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                reported.add(cause);
            }
        });
        IOException before = new IOException("before the close");
        channel.eventLoop().submit(() -> outflow.fail(before)).sync();
        outflow.close();
        channel.eventLoop()
                .submit(() -> outflow.fail(new IOException("behind it")))
                .sync();
        assertEquals(List.of(before), reported);
    }
}
