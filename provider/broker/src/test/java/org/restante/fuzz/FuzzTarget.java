package org.restante.fuzz;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.restante.CaseSamples;
import org.restante.broker.persistence.ChangeRoundTrip;
import org.restante.broker.persistence.SnapshotPass;
import org.restante.broker.persistence.SnapshotRows;
import org.restante.broker.state.State;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.BodyKind;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.selector.InvalidSelectorException;
import org.restante.selector.Selector;
import org.restante.tcp.FrameKind;
import org.restante.tcp.FrameLimits;
import org.restante.tcp.FrameReader;
import org.restante.tcp.LongRequest;
import org.restante.tcp.Preamble;
import org.restante.tcp.WireCodec;
import org.restante.users.StatedPermissions;

/** What reads bytes or text from outside. Each accepts any input, or refuses it by the one exception that its callers expect. */
enum FuzzTarget {
    /** The bytes of a client before its login. */
    LOGIN {
        @Override
        void take(byte[] input) {
            frames(input, FrameLimits.BEFORE_LOGIN);
        }

        @Override
        List<byte[]> seeds() {
            return List.of(conversation(new Request.Connect("anna", "tea", CaseSamples.CONVERSATION)));
        }
    },

    /** The bytes of a client after its login. */
    FRAMES {
        @Override
        void take(byte[] input) {
            frames(input, FrameLimits.afterLogin(1 << 20));
        }

        @Override
        List<byte[]> seeds() {
            return CaseSamples.requests().stream()
                    .map(each -> conversation(each.request()))
                    .toList();
        }
    },

    /** The body of one request, and the permissions that it needs. */
    REQUEST {
        @Override
        void take(byte[] input) {
            beginning(input);
            Request request = roundTrip(input, WireCodec::decodeRequest, each -> bytes(WireCodec.encode(each)));
            if (request != null) {
                StatedPermissions.of(request);
            }
        }

        @Override
        List<byte[]> seeds() {
            return CaseSamples.requests().stream()
                    .map(each -> bytes(WireCodec.encode(each.request())))
                    .toList();
        }
    },

    /** The body of one reply, as a client reads it. */
    REPLY {
        @Override
        void take(byte[] input) {
            roundTrip(input, WireCodec::decodeReply, each -> bytes(WireCodec.encode(each)));
        }

        @Override
        List<byte[]> seeds() {
            return CaseSamples.replies().stream()
                    .map(reply -> bytes(WireCodec.encode(reply)))
                    .toList();
        }
    },

    /** The body of one event, as a client reads it. */
    EVENT {
        @Override
        void take(byte[] input) {
            roundTrip(input, WireCodec::decodeEvent, each -> bytes(WireCodec.encode(each)));
        }

        @Override
        List<byte[]> seeds() {
            return CaseSamples.events().stream()
                    .filter(event -> event instanceof Event.Delivery)
                    .map(event -> bytes(WireCodec.encode(event)))
                    .toList();
        }
    },

    /** An entry of the log, and its effect on a state. */
    ENTRY {
        @Override
        void take(byte[] input) {
            State state = samples();
            try {
                ChangeRoundTrip.read(input).forEach(change -> state.apply(7, change));
            } catch (Decoder.MalformedException | IllegalArgumentException e) {
                Objects.requireNonNull(e); // recovery passes over the entry
            }
        }

        @Override
        List<byte[]> seeds() {
            return Stream.concat(CaseSamples.BEFORE.stream(), CaseSamples.changes().stream())
                    .map(ChangeRoundTrip::write)
                    .toList();
        }
    },

    /** A row of a snapshot, and its effect on a state: the length of the key, the key, the value. */
    ROW {
        @Override
        void take(byte[] input) {
            if (input.length == 0) {
                return;
            }
            int split = Math.min(input.length, 1 + (input[0] & 31));
            try {
                new SnapshotRows.Loader(samples(), id -> true, false)
                        .load(Arrays.copyOfRange(input, 1, split), Arrays.copyOfRange(input, split, input.length));
            } catch (Decoder.MalformedException | IllegalArgumentException e) {
                Objects.requireNonNull(e); // recovery passes over the row
            }
        }

        @Override
        List<byte[]> seeds() {
            State state = samples();
            CaseSamples.changes().stream()
                    .filter(change -> !change.getClass().getSimpleName().endsWith("Removed"))
                    .forEach(change -> state.apply(7, change));
            return rows(state).stream()
                    .map(row -> new Encoder(64)
                            .u8(row.key().length)
                            .raw(row.key(), 0, row.key().length)
                            .raw(row.value(), 0, row.value().length)
                            .toBytes())
                    .toList();
        }
    },

    /** The text of a selector, in ISO 8859-1. */
    SELECTOR {
        @Override
        void take(byte[] input) {
            Selector selector;
            try {
                selector = Selector.parse(new String(input, StandardCharsets.ISO_8859_1));
            } catch (InvalidSelectorException e) {
                return;
            }
            boolean first = selector.matches(MESSAGE);
            Assertions.assertEquals(first, selector.matches(MESSAGE));
        }

        @Override
        List<byte[]> seeds() {
            return Stream.of(
                            "a = 1 AND b <> 'x'",
                            "NOT (n BETWEEN 1 AND 2.5E3 OR s LIKE 'a_%!%' ESCAPE '!')",
                            "s IN ('a', 'b') AND missing IS NULL",
                            "-n * 2 + 3 / 4.0 >= 0x1F AND t",
                            "JMSPriority > 4 AND JMSType = 'it''s' OR JMSDeliveryMode = 'PERSISTENT'")
                    .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
        }
    };

    private static final Envelope MESSAGE = Envelope.of(
            CaseSamples.message(1).header(),
            Map.of("n", 1, "s", "a%b", "t", true, "d", 2.5, "l", Long.MAX_VALUE),
            BodyKind.NONE,
            null);

    private static final Link NOBODY = new Link() {
        @Override
        public CompletionStage<Reply> request(Request request) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    };

    /** Takes an input; throws what is a defect. */
    abstract void take(byte[] input);

    /** The inputs to begin with, where nothing is kept. */
    abstract List<byte[]> seeds();

    /** The first bytes of a long request may be refused, and are not malformed in a way that is no refusal. */
    private static void beginning(byte[] input) {
        try {
            LongRequest.refusal(NOBODY, input, 0, input.length, 1 << 20);
        } catch (Decoder.MalformedException e) {
            Objects.requireNonNull(e); // the server closes the connection
        }
    }

    /** Reads a part of some bytes. */
    private interface Reading<T> {
        T read(byte[] bytes, int offset, int length);
    }

    /** What was read is written and read as the same bytes. Returns it; null if the input was refused. */
    private static <T> @Nullable T roundTrip(byte[] input, Reading<T> reading, Function<T, byte[]> writing) {
        T read;
        try {
            read = reading.read(input, 0, input.length);
        } catch (Decoder.MalformedException e) {
            return null;
        }
        byte[] written = writing.apply(read);
        Assertions.assertArrayEquals(written, writing.apply(reading.read(written, 0, written.length)));
        return read;
    }

    private static State samples() {
        State state = new State(10, 1 << 16);
        CaseSamples.BEFORE.forEach(change -> state.apply(7, change));
        return state;
    }

    private static List<SnapshotRows.Row> rows(State state) {
        SnapshotPass pass = new SnapshotPass(state, 100);
        List<SnapshotRows.Row> all = new ArrayList<>();
        for (List<SnapshotRows.Row> rows = pass.next(); !rows.isEmpty(); rows = pass.next()) {
            all.addAll(rows);
        }
        return all;
    }

    private static byte[] conversation(Request request) {
        byte[] body = bytes(WireCodec.encode(request));
        return new Encoder(64)
                .raw("RSTN".getBytes(StandardCharsets.US_ASCII), 0, 4)
                .raw(new byte[] {1, 1, 0, 0}, 0, 4)
                .i32(2 + body.length)
                .u8(1)
                .varint(1)
                .raw(body, 0, body.length)
                .toBytes();
    }

    private static byte[] bytes(WireCodec.Encoded encoded) {
        Encoder whole = new Encoder(encoded.size()).raw(encoded.head(), 0, encoded.head().length);
        Envelope tail = encoded.tail();
        if (tail != null) {
            tail.encodeTo(whole);
        }
        return whole.toBytes();
    }

    /** Reads what a socket brings, in pieces of different sizes. */
    private static void frames(byte[] input, int maxLength) {
        FrameReader reader = new FrameReader(new FrameReader.Sink() {
            @Override
            public void preamble(byte[] bytes) {
                Preamble.Versions spoken = Preamble.readHello(bytes);
                if (spoken == null || Preamble.SPOKEN.common(spoken) == 0) {
                    throw new Decoder.MalformedException("no version in common");
                }
            }

            @Override
            public boolean admits(int length) {
                if (length > maxLength) {
                    throw new Decoder.MalformedException("too long");
                }
                return length <= input.length; // no other frame can become complete
            }

            @Override
            public void frame(FrameKind kind, long number, byte[] bytes, int offset, int length) {
                if (kind == FrameKind.REQUEST) {
                    WireCodec.decodeRequest(bytes, offset, length);
                }
            }
        });
        try {
            int at = 0;
            for (int piece = 1; at < input.length; piece = piece * 3 % 31 + 1) {
                int end = Math.min(input.length, at + piece);
                reader.read(Unpooled.wrappedBuffer(input, at, end - at));
                at = end;
            }
        } catch (Decoder.MalformedException e) {
            Objects.requireNonNull(e); // the server closes the connection
        } finally {
            reader.close();
        }
    }
}
