package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.TestBroker;
import org.restante.link.Link;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.tcp.FrameLimits;
import org.restante.tcp.WireCodec;

/** Clients that say anything at all, from a seed, beside one that behaves. */
final class FuzzTest {
    private static final long SEED = Long.getLong("seed", 20_261_124);
    private static final int CLIENTS = 500;
    private static final long MEMORY = 4 << 20;

    /** One frame longer than all of the memory is read, where nobody else has any; and a short one of each connection. */
    private static final long MAX_MEMORY = MEMORY + FrameLimits.afterLogin(32 << 20) + (64 << 10);

    private final Random random = new Random(SEED);

    @Test
    void serverOutlivesClientsThatSayAnything() throws Exception {
        AtomicReference<Throwable> uncaught = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.set(failure));
        try (TestBroker served = TestBroker.served(options -> options.withMemory(MEMORY, 1 << 20))) {
            Link good = Letters.connect(served.uri(), event -> {});
            for (int i = 0; i < CLIENTS; i++) {
                try (RawClient client = RawClient.of(served)) {
                    client.bytes(conversation());
                } catch (SocketException e) {
                    assertTrue(served.server().stats().connections() > 0, "the server hung up on it, and goes on");
                }
                assertInstanceOf(Reply.Done.class, Letters.ask(good, new Request.Drain(i)), () -> "seed " + SEED);
                assertTrue(
                        served.server().stats().requestBytes() <= MAX_MEMORY,
                        () -> "seed " + SEED + served.server().stats());
            }
            Awaitility.await("seed " + SEED)
                    .until(() -> served.server().stats().connections() == 1
                            && served.server().stats().requestBytes() == 0
                            && served.server().stats().waitingForMemory() == 0);
            assertInstanceOf(Reply.Done.class, Letters.ask(good, new Request.Drain(1)));
            good.close();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(null, uncaught.get());
    }

    /** What a client might say, with some of it changed. */
    private byte[] conversation() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write("RSTN".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        out.writeInt(0x0101_0000);
        frame(out, 4, 10_000, new byte[0]);
        frame(out, 1, 1, encoded(new Request.Connect(null, null)));
        int frames = random.nextInt(6);
        for (int i = 0; i < frames; i++) {
            frame(out, 1, 2L + i, encoded(request()));
        }
        byte[] all = bytes.toByteArray();
        // the greeting stays in half of them, so that what follows is looked at
        int from = random.nextBoolean() ? 0 : random.nextBoolean() ? 8 : Math.min(all.length - 1, 45);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            all[from + random.nextInt(all.length - from)] = (byte) random.nextInt();
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(all, random.nextInt(all.length)) : all;
    }

    private Request request() {
        Envelope letter = Letters.letter(Address.queue("fuzz"), new byte[random.nextInt(200)]);
        return switch (random.nextInt(6)) {
            case 0 -> new Request.Send(letter);
            case 1 -> new Request.OpenConsumer(1, random.nextInt(), Address.queue("fuzz"), "a = 1", false, null);
            case 2 -> new Request.Credit(random.nextInt(), random.nextInt(), random.nextLong());
            case 3 -> new Request.Commit(random.nextInt(), List.of(letter, letter), List.of());
            case 4 -> new Request.Browse(Address.queue("fuzz"), null, null, random.nextInt(), random.nextLong());
            default -> new Request.CloseSession(random.nextInt(), List.of());
        };
    }

    private static byte[] encoded(Request request) {
        WireCodec.Encoded encoded = WireCodec.encode(request);
        Encoder whole = new Encoder(encoded.size()).raw(encoded.head(), 0, encoded.head().length);
        Envelope tail = encoded.tail();
        if (tail != null) {
            tail.encodeTo(whole);
        }
        return whole.toBytes();
    }

    private static void frame(DataOutputStream out, int kind, long number, byte[] body) throws IOException {
        byte[] head = new Encoder(16).u8(kind).varint(number).toBytes();
        out.writeInt(head.length + body.length);
        out.write(head);
        out.write(body);
    }
}
