package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.RestanteServer;
import org.restante.link.Link;
import org.restante.link.LinkUri;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.server.ServerOptions.Times;
import org.restante.tcp.HostPort;

/** Handshakes, key updates and renegotiations without end are ended, and nobody else waits for them. */
@SuppressWarnings("NullAway.Init") // set before the first test
final class TlsBoundsTest {

    /** Far more than a server takes, so that a server without a bound fails the test instead of stopping it. */
    private static final int WITHOUT_END = 5_000;

    private static final byte[] HELLO = {'R', 'S', 'T', 'N', 1, 1, 0, 0};

    @TempDir
    private static Path directory;

    private static Certificate own;
    private static RestanteServer patient;
    private static RestanteServer quick;

    @BeforeAll
    static void start() throws Exception {
        own = Certificate.create(directory, "server", "ip:127.0.0.1");
        patient = start("vm:tls-patient", new Times(600_000, 600_000, 600_000, 200));
        quick = start("vm:tls-quick", new Times(300, 10_000, 10_000, 200));
    }

    private static RestanteServer start(String broker, Times times) {
        ServerOptions options = ServerOptions.at(List.of(Listen.parse("tls://127.0.0.1:0")));
        return RestanteServer.start(
                broker, options.withTimes(times).withTls(new ServerOptions.Tls(own.certificate(), own.key(), null)));
    }

    @AfterAll
    static void stop() {
        patient.close();
        quick.close();
    }

    @AfterEach
    void othersAreServed() throws Exception {
        Awaitility.await().until(() -> patient.stats().connections() == 0);
        served(patient).close();
        Awaitility.await().until(() -> quick.stats().connections() == 0);
    }

    /** A link that is logged in. */
    private static Link served(RestanteServer server) throws Exception {
        Link link = LinkUri.parse("tls://" + server.addresses().get(0) + "?tlsCa=" + own.certificate())
                .open(event -> {});
        assertInstanceOf(Reply.Connected.class, Letters.ask(link, new Request.Connect(null, null)));
        return link;
    }

    private static SSLSocket connect(RestanteServer server, String version)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(own.certificate())) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HostPort at = server.addresses().get(0);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(at.host(), at.port());
        socket.setSoTimeout(20_000);
        socket.setEnabledProtocols(new String[] {version});
        socket.startHandshake();
        return socket;
    }

    /** Returns whether the server has closed the socket before it took all of them. */
    private static boolean isEndedByKeyUpdates(SSLSocket socket) {
        for (int i = 0; i < WITHOUT_END; i++) {
            try {
                socket.startHandshake();
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    /** Begins a second handshake, and reads the server's answer to it. Returns whether it is the end of the socket. */
    private static boolean isEndedByRenegotiation(SSLSocket socket) throws IOException {
        try {
            socket.startHandshake();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, false", "TLSv1.2, false", "TLSv1.3, true", "TLSv1.2, true"})
    void keyUpdatesWithoutEndAndRenegotiationEndTheConnection(String version, boolean greeted) throws Exception {
        long before = patient.stats().dropped();
        try (Link other = served(patient);
                SSLSocket socket = connect(patient, version)) {
            if (greeted) {
                socket.getOutputStream().write(HELLO);
                assertEquals(8, socket.getInputStream().readNBytes(8).length);
            }
            assertTrue(version.equals("TLSv1.3") ? isEndedByKeyUpdates(socket) : isEndedByRenegotiation(socket));
            Awaitility.await().until(() -> patient.stats().dropped() == before + 1);
            assertInstanceOf(Reply.Done.class, Letters.ask(other, new Request.Drain(1)));
        }
    }

    @Test
    void keyUpdatesOfAClientThatDoesNotReadTheAnswersAreEnded() throws Exception {
        long before = patient.stats().dropped();
        try (SSLSocket socket = connect(patient, "TLSv1.3")) {
            socket.getOutputStream().write(HELLO); // the answer is not read
            assertTrue(isEndedByKeyUpdates(socket));
            Awaitility.await().until(() -> patient.stats().dropped() == before + 1);
        }
    }

    @Test
    void someKeyUpdatesAreTaken() throws Exception {
        try (SSLSocket socket = connect(patient, "TLSv1.3")) {
            for (int i = 0; i < 10; i++) {
                socket.startHandshake();
            }
            socket.getOutputStream().write(HELLO);
            assertEquals(8, socket.getInputStream().readNBytes(8).length);
        }
    }

    /** The first record of a handshake announces 512 bytes, which come one by one and never all. */
    @Test
    void handshakeThatNeverEndsIsEndedWithTheTimeForALogin() throws Exception {
        long before = quick.stats().dropped();
        HostPort at = quick.addresses().get(0);
        try (Socket socket = new Socket(at.host(), at.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3});
            Awaitility.await().until(() -> {
                try {
                    out.write(0);
                } catch (IOException e) {
                    return true; // closed by the server
                }
                return quick.stats().dropped() == before + 1;
            });
        }
        assertEquals(before + 1, quick.stats().dropped());
    }

    /** Records of a handshake that hold one byte each. */
    @Test
    void handshakeOfManySmallRecordsIsEnded() throws Exception {
        long before = patient.stats().connections();
        HostPort at = patient.addresses().get(0);
        try (Socket socket = new Socket(at.host(), at.port())) {
            OutputStream out = socket.getOutputStream();
            byte[] start = {1, 0, 0x7F, (byte) 0xFF}; // a ClientHello of 32,767 bytes
            int sent = 0;
            try {
                while (sent < WITHOUT_END) {
                    out.write(new byte[] {22, 3, 1, 0, 1, sent < start.length ? start[sent] : 3});
                    sent++;
                }
            } catch (IOException e) {
                assertTrue(sent < WITHOUT_END, "closed by the server");
            }
            Awaitility.await().until(() -> patient.stats().connections() == before);
        }
    }
}
