package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.RestanteServer;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.tcp.HostPort;
import org.restante.tcp.Pem;
import org.restante.users.UserFile;

/** Certificates that say who somebody is, that are replaced, and that do not fit; and clients that are not Restante's own. */
@SuppressWarnings("NullAway.Init") // set before the first test
final class CertificatesTest {
    @TempDir
    private static Path directory;

    private static final byte PING = 4;
    private static final byte GOODBYE = 5;
    private static final byte[] HELLO = {'R', 'S', 'T', 'N', 1, 1, 0, 0};

    private static Certificate first;
    private static Certificate second;
    private static Certificate anna;
    private static Path certificate;
    private static Path key;
    private static Restante broker;
    private static RestanteServer server;

    @BeforeAll
    static void start() throws Exception {
        first = Certificate.create(directory, "first", "ip:127.0.0.1", "RSA", "-keysize", "2048");
        second = Certificate.create(directory, "second", "ip:127.0.0.1", "EC");
        anna = Certificate.create(directory, "anna", "dns:anna");
        certificate = Files.copy(first.certificate(), directory.resolve("served.pem"));
        key = Files.copy(first.key(), directory.resolve("served.key"));
        UserFile users = new UserFile(directory.resolve("users"));
        users.putCertified("anna");
        broker = Restante.start("vm:certificates?users=" + directory.resolve("users"));
        server = RestanteServer.start(
                "vm:certificates",
                ServerOptions.at(List.of(Listen.parse("tls://127.0.0.1:0")))
                        .withTls(new ServerOptions.Tls(certificate, key, anna.certificate(), false, true)));
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    private static HostPort at() {
        return server.addresses().get(0);
    }

    private static Reply connect(String options, Request.Connect connect) throws LinkException {
        Link link = LinkUri.parse("tls://" + at() + "?tlsCa=" + first.certificate() + options)
                .open(event -> {});
        try {
            return link.request(connect)
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        } finally {
            link.close();
        }
    }

    @Test
    void certificateSaysWhichUserItIs() throws Exception {
        String own = "&tlsCertificate=" + anna.certificate() + "&tlsKey=" + anna.key();
        assertInstanceOf(Reply.Connected.class, connect(own, new Request.Connect(null, null)));
        assertInstanceOf(Reply.Connected.class, connect(own, new Request.Connect("anna", null)));
        Reply.Refused other = assertInstanceOf(Reply.Refused.class, connect(own, new Request.Connect("bob", null)));
        assertEquals(Problem.SECURITY, other.problem());
        assertInstanceOf(Reply.Refused.class, connect("", new Request.Connect("anna", null)));
    }

    @Test
    void socketOfPlainJavaIsAnsweredAsTheProtocolSays() throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (SSLSocket socket =
                    (SSLSocket) trusting(first).getSocketFactory().createSocket("127.0.0.1", at().port())) {
                socket.setSoTimeout(20_000);
                socket.setEnabledProtocols(new String[] {version});
                socket.getOutputStream().write(HELLO);
                assertGreeting(socket.getInputStream());
                assertEquals(version, socket.getSession().getProtocol());
                assertRefusesAllButConnect(socket.getInputStream(), socket.getOutputStream());
            }
        }
    }

    /** Where there is openssl, it is a client, too; what it is to show is shown by the socket of plain Java everywhere. */
    @Test
    void opensslIsAnsweredAsTheProtocolSays() throws Exception {
        if (!hasOpenssl()) {
            socketOfPlainJavaIsAnsweredAsTheProtocolSays();
            return;
        }
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "s_client",
                        "-quiet",
                        "-verify_return_error",
                        "-CAfile",
                        first.certificate().toString(),
                        "-connect",
                        at().toString())
                .redirectError(directory.resolve("openssl.log").toFile())
                .start();
        try (OutputStream out = openssl.getOutputStream();
                InputStream in = openssl.getInputStream()) {
            out.write(HELLO);
            out.flush();
            assertGreeting(in);
            assertRefusesAllButConnect(in, out);
        } finally {
            openssl.destroyForcibly().waitFor();
        }
    }

    private static boolean hasOpenssl() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
    }

    private static void assertGreeting(InputStream in) throws IOException {
        assertArrayEquals(new byte[] {'R', 'S', 'T', 'N', 1, 1, 1, 0}, in.readNBytes(8));
    }

    /** A request before Connect: but for pings, the one thing that comes back is a goodbye. */
    private static void assertRefusesAllButConnect(InputStream in, OutputStream out) throws IOException {
        byte[] info = org.restante.tcp.WireCodec.encode(new org.restante.link.AdminRequest.Info())
                .head();
        byte[] frame = new byte[6 + info.length];
        frame[3] = (byte) (2 + info.length);
        frame[4] = 1;
        frame[5] = 1;
        System.arraycopy(info, 0, frame, 6, info.length);
        out.write(frame);
        out.flush();
        DataInputStream answer = new DataInputStream(in);
        byte[] body = {PING};
        while (body[0] == PING) {
            body = new byte[answer.readInt()];
            answer.readFully(body);
        }
        assertEquals(GOODBYE, body[0]);
        String text = new String(body, StandardCharsets.UTF_8);
        assertTrue(text.contains("the first request is to be Connect"), text);
        assertEquals(-1, in.read());
    }

    private static SSLContext trusting(Certificate other) throws Exception {
        java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "server", Pem.certificates(other.certificate()).get(0));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A ClientHello of TLS 1.1, byte by byte, as a Java of today would not say one. */
    @Test
    void olderVersionsOfTlsAreRefused() throws Exception {
        String hello = "0302" + "00".repeat(32) + "00" + "0004" + "002f" + "0035" + "0100";
        int length = hello.length() / 2;
        String message = String.format(java.util.Locale.ROOT, "16030200%02x0100%04x%s", length + 4, length, hello);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(HexFormat.of().parseHex(message));
            byte[] alert = socket.getInputStream().readNBytes(7);
            assertEquals(0x15, alert[0], "an alert");
            assertEquals(2, alert[5], "which is fatal");
            assertEquals(70, alert[6], "protocol_version");
        }
    }

    @Test
    void replacedCertificateIsShownToWhoComesNext() throws Exception {
        Path own = Files.copy(first.certificate(), directory.resolve("again.pem"));
        Path ownKey = Files.copy(first.key(), directory.resolve("again.key"));
        AtomicLong nanos = new AtomicLong();
        ServerTls tls = ServerTls.of(new ServerOptions.Tls(own, ownKey, null), nanos::get);
        Object before = contextOf(tls);

        replace(second.certificate(), own);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(before, contextOf(tls), "the key does not fit yet");
        replace(second.key(), ownKey);
        assertEquals(before, contextOf(tls), "not looked at again within the same second");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertTrue(before != contextOf(tls), "both are there");

        Object now = contextOf(tls);
        Files.delete(own);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(now, contextOf(tls), "a file that is gone changes nothing");
    }

    private static Object contextOf(ServerTls tls) {
        EmbeddedChannel channel = new EmbeddedChannel();
        try {
            tls.handler(channel);
            return tls.context();
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Path next =
                Files.copy(from, to.resolveSibling(to.getFileName() + ".next"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(next, to, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void certificateThatHasExpiredIsNamedSo() throws Exception {
        Certificate authority = Certificate.create(directory, "authority", "dns:authority", "EC", "-ext", "bc:c");
        Certificate old = authority.sign(directory, "old", "ip:127.0.0.1", "-startdate", "-9d", "-validity", "3");
        try (RestanteServer expired = RestanteServer.start(
                "vm:certificates",
                ServerOptions.at(List.of(Listen.parse("tls://127.0.0.1:0")))
                        .withTls(new ServerOptions.Tls(old.certificate(), old.key(), null)))) {
            LinkUri uri = LinkUri.parse("tls://" + expired.addresses().get(0) + "?tlsCa=" + authority.certificate());
            String said = String.valueOf(assertThrows(LinkException.class, () -> uri.open(event -> {}))
                    .getMessage());
            assertTrue(said.contains("is not valid today") && said.contains("renew"), said);
        }
    }

    @Test
    void filesThatDoNotServeSayWhatToDo() throws Exception {
        assertSays(first.certificate(), second.key(), "does not belong to the first certificate");
        assertSays(anna.certificate(), second.key(), "does not belong to the first certificate");
        Path old = directory.resolve("old-form.key");
        Files.writeString(old, Certificate.pem("RSA PRIVATE KEY", new byte[10]));
        assertSays(first.certificate(), old, "openssl pkcs8 -topk8 -nocrypt");
        Files.writeString(old, Certificate.pem("ENCRYPTED PRIVATE KEY", new byte[10]));
        assertSays(first.certificate(), old, "remove the password");
        assertSays(first.key(), first.key(), "has no certificate");
        assertSays(first.certificate(), first.certificate(), "has no key");
        assertSays(directory.resolve("none"), first.key(), "cannot be read");
    }

    private static void assertSays(Path certificate, Path key, String words) {
        String said = String.valueOf(assertThrows(IOException.class, () -> Pem.identity(certificate, key))
                .getMessage());
        assertTrue(said.contains(words), said);
    }

    @Test
    void subjectWithSeveralCommonNamesNamesNobody() {
        assertEquals("anna", CommonName.of(new X500Principal("CN=anna, OU=shop, C=DE")));
        assertNull(CommonName.of(new X500Principal("CN=anna, CN=bob")));
        assertNull(CommonName.of(new X500Principal("OU=shop")));
    }
}
