package org.restante;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.broker.HandledRequest;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.tcp.WireCodec;

/** Negative and huge sizes in a request: none takes memory, and none is a defect of the broker. */
final class SizesTest {

    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MAX_ALLOCATED = 1 << 20;

    private static final List<byte[]> SIZES = List.of(
            new Encoder(16).varint(-1).toBytes(),
            new Encoder(16).varint(Integer.MAX_VALUE).toBytes(),
            new Encoder(16).varint(Long.MAX_VALUE).toBytes(),
            new Encoder(16).varint(Long.MIN_VALUE).toBytes(),
            new Encoder(16).varint(1L << 32).toBytes(),
            new Encoder(16).i32(-1).toBytes(),
            new Encoder(16).i32(Integer.MAX_VALUE).toBytes(),
            new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}); // a number that never ends

    static List<Request> requests() {
        return CaseSamples.requests().stream().map(CaseSamples.Stated::request).toList();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void sizeAnywhereInARequestTakesNoMemory(Request request) {
        byte[] bytes = bytes(WireCodec.encode(request));
        for (byte[] size : SIZES) {
            for (int at = 1; at < bytes.length; at++) {
                decode(replaced(bytes, at, size, 1), request);
                decode(replaced(bytes, at, size, Math.min(size.length, bytes.length - at)), request);
            }
        }
    }

    private static void decode(byte[] bytes, Request request) {
        long before = MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId());
        String outcome;
        try {
            outcome = WireCodec.decodeRequest(bytes, 0, bytes.length).getClass().getSimpleName();
        } catch (Decoder.MalformedException e) {
            outcome = "malformed";
        }
        long taken = MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(
                taken < MAX_ALLOCATED,
                taken + " bytes for " + outcome + " of " + request.getClass().getSimpleName() + " "
                        + Arrays.toString(bytes));
    }

    private static byte[] replaced(byte[] bytes, int at, byte[] with, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(with);
        out.write(bytes, at + length, bytes.length - at - length);
        return out.toByteArray();
    }

    private static byte[] bytes(WireCodec.Encoded encoded) {
        Encoder out = new Encoder(encoded.size());
        out.raw(encoded.head(), 0, encoded.head().length);
        if (encoded.tail() != null) {
            encoded.tail().encodeTo(out);
        }
        return out.toBytes();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void numberOutOfEachRangeIsAnsweredAndNoDefect(Request request) throws Exception {
        for (Request changed : withNumbers(request)) {
            Reply reply = HandledRequest.ask(changed);
            boolean waits = changed instanceof Request.Drain;
            assertTrue(waits || reply != null, changed + " has no answer");
            assertTrue(
                    !(reply instanceof Reply.Refused refused) || refused.problem() != Problem.INTERNAL,
                    changed + ": " + reply);
        }
    }

    /** The request with other numbers in place of each of its own. */
    private static List<Request> withNumbers(Request request) throws ReflectiveOperationException {
        RecordComponent[] components = request.getClass().getRecordComponents();
        Constructor<?> constructor = request.getClass()
                .getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        List<Request> all = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            Class<?> type = components[i].getType();
            if (type == int.class || type == long.class) {
                for (long number : new long[] {-1, 0, Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE}) {
                    Object[] values = new Object[components.length];
                    for (int j = 0; j < components.length; j++) {
                        values[j] = components[j].getAccessor().invoke(request);
                    }
                    values[i] = type == int.class ? (Object) (int) number : (Object) number;
                    all.add((Request) constructor.newInstance(values));
                }
            }
        }
        return all;
    }
}
