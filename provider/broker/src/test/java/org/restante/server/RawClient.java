package org.restante.server;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.restante.TestBroker;
import org.restante.link.Request;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.tcp.HostPort;
import org.restante.tcp.WireCodec;

/** A client that sends to a server the bytes that a test wants. It sends nothing by itself, and no PING. */
public final class RawClient implements AutoCloseable {
    public static final int REQUEST = 1;
    public static final int REPLY = 2;
    public static final int EVENT = 3;
    public static final int PING = 4;
    public static final int GOODBYE = 5;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    public record Frame(int kind, long number, byte[] body) {
        String text() {
            return new Decoder(body).string();
        }
    }

    public RawClient(HostPort server) throws IOException {
        socket = new Socket(server.host(), server.port());
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    static RawClient of(TestBroker broker) throws IOException {
        return new RawClient(broker.at());
    }

    public RawClient bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    public RawClient hello(int lowest, int highest) throws IOException {
        byte[] hello = "RSTN....".getBytes(StandardCharsets.US_ASCII);
        hello[4] = (byte) lowest;
        hello[5] = (byte) highest;
        hello[6] = 0;
        hello[7] = 0;
        return bytes(hello);
    }

    /** The server's preamble. */
    public byte[] answer() throws IOException {
        return in.readNBytes(8);
    }

    public RawClient frame(int kind, long number, byte[] body) throws IOException {
        byte[] head = new Encoder(16).u8(kind).varint(number).toBytes();
        out.writeInt(head.length + body.length);
        out.write(head);
        out.write(body);
        out.flush();
        return this;
    }

    /** Only the length of a frame, and the first of its bytes: those of an acknowledgement. */
    public RawClient begin(int length, int sent) throws IOException {
        out.writeInt(length);
        out.write(Arrays.copyOf(new byte[] {REQUEST, 2, 8}, sent));
        out.flush();
        return this;
    }

    public RawClient request(long number, Request request) throws IOException {
        WireCodec.Encoded encoded = WireCodec.encode(request);
        Encoder whole = new Encoder(encoded.size()).raw(encoded.head(), 0, encoded.head().length);
        Envelope tail = encoded.tail();
        if (tail != null) {
            tail.encodeTo(whole);
        }
        return frame(REQUEST, number, whole.toBytes());
    }

    RawClient login() throws IOException {
        return login(null);
    }

    RawClient login(@Nullable String user) throws IOException {
        hello(1, 1);
        Assertions.assertEquals(1, answer()[4]);
        request(1, new Request.Connect(user, null));
        Assertions.assertEquals(1, next(REPLY).number());
        return this;
    }

    public Frame read() throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        Decoder whole = new Decoder(bytes);
        int kind = whole.u8();
        long number = whole.varint();
        byte[] body = new byte[whole.remaining()];
        System.arraycopy(bytes, whole.position(), body, 0, body.length);
        return new Frame(kind, number, body);
    }

    /** The next frame of a kind; others are passed over. */
    public Frame next(int kind) throws IOException {
        Frame frame = read();
        while (frame.kind() != kind) {
            frame = read();
        }
        return frame;
    }

    /** Reads until the server closes the socket. */
    void awaitEnd() throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException | SocketException e) {
            Assertions.assertFalse(socket.isClosed(), "closed by the server, not here");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
