package org.restante.benchmarks.micro;

import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;

/** A message from its parts to bytes, as a producer does it, and back, as broker and consumer do it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // set before the first measurement
public class EnvelopeCoding {

    /** The size of the body. */
    @Param({"100", "1024"})
    public int bodyBytes;

    private byte[] body;
    private byte[] encoded;

    /** Makes a message of this size. */
    @Setup
    public void prepare() {
        body = new byte[bodyBytes];
        Envelope message = OrderMessage.of(bodyBytes);
        encoded = new byte[message.size()];
        message.encoded().get(encoded);
    }

    /** Header, properties and body become one array; a broker gets no copy of the body. */
    @Benchmark
    public Envelope encode() {
        return Envelope.of(OrderMessage.HEADER, OrderMessage.PROPERTIES, BodyKind.BYTES, body);
    }

    /** Reads the header, and leaves properties and body where they are. */
    @Benchmark
    public Envelope decode() {
        return Envelope.decode(encoded);
    }

    /** Reads the header, and all properties. */
    @Benchmark
    public Object decodeWithProperties() {
        return Envelope.decode(encoded).properties();
    }
}
