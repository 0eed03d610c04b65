package org.restante.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.restante.link.Request;
import org.restante.tcp.FrameKind;
import org.restante.tcp.FrameReader;
import org.restante.tcp.Outflow;
import org.restante.tcp.Preamble;
import org.restante.tcp.WireCodec;

/** A send request to the bytes of a frame, as a client writes it, and back, as the server reads and checks it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // set before the first measurement
public class FrameCoding {

    private static final long NUMBER = 100_000;

    /** The size of the body. */
    @Param({"100", "1024"})
    public int bodyBytes;

    private final LastRequest received = new LastRequest();
    private final FrameReader reader = new FrameReader(received);
    private EmbeddedChannel channel;
    private Outflow outflow;
    private Request send;
    private ByteBuf frame;

    /** Opens a channel without a socket, and makes a frame of this size. */
    @Setup
    public void prepare() {
        channel = new EmbeddedChannel();
        outflow = new Outflow(channel, Outflow.Listener.NONE);
        send = new Request.Send(OrderMessage.of(bodyBytes));
        reader.read(Unpooled.wrappedBuffer(Preamble.answer(1, Preamble.SPOKEN)));
        frame = written();
    }

    /** Releases buffers. */
    @TearDown
    public void close() {
        frame.release();
        reader.close();
        channel.close();
    }

    /** The request is encoded, queued and copied into a buffer of the event loop; the channel has no socket. */
    @Benchmark
    public int write() {
        ByteBuf written = written();
        int size = written.readableBytes();
        written.release();
        return size;
    }

    private ByteBuf written() {
        outflow.add(FrameKind.REQUEST, NUMBER, WireCodec.encode(send));
        channel.runPendingTasks();
        return Objects.requireNonNull(channel.readOutbound());
    }

    /** The frame is copied from the buffer, its request decoded, properties and body included in the check. */
    @Benchmark
    public @Nullable Request read() {
        reader.read(frame.retainedDuplicate());
        return received.request;
    }

    private static final class LastRequest implements FrameReader.Sink {

        private @Nullable Request request;

        @Override
        public void preamble(byte[] bytes) {
            // the version is not measured
        }

        @Override
        public boolean admits(int length) {
            return true;
        }

        @Override
        public void frame(FrameKind kind, long number, byte[] bytes, int offset, int length) {
            request = WireCodec.decodeRequest(bytes, offset, length);
        }
    }
}
