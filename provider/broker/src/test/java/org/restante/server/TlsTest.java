package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.RestanteServer;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Problem;

/** What TLS carries, and what is said when it cannot. */
@SuppressWarnings("NullAway.Init") // set before the first test
final class TlsTest {
    @TempDir
    private static Path directory;

    private static Certificate server;
    private static Certificate client;
    private static Certificate elsewhere;
    private static RestanteServer open;
    private static RestanteServer mutual;
    private static RestanteServer misnamed;

    @BeforeAll
    static void start() throws Exception {
        server = Certificate.create(directory, "server", "ip:127.0.0.1,dns:localhost");
        client = Certificate.create(directory, "client", "dns:client");
        elsewhere = Certificate.create(directory, "elsewhere", "dns:elsewhere.example");
        open = start(server, null);
        mutual = start(server, client);
        misnamed = start(elsewhere, null);
    }

    private static RestanteServer start(Certificate own, @Nullable Certificate clients) {
        ServerOptions options =
                ServerOptions.at(List.of(Listen.parse("tls://127.0.0.1:0"), Listen.parse("tcp://127.0.0.1:0")));
        return RestanteServer.start(
                "vm:tls",
                options.withTls(new ServerOptions.Tls(
                        own.certificate(), own.key(), clients == null ? null : clients.certificate())));
    }

    @AfterAll
    static void stop() {
        open.close();
        mutual.close();
        misnamed.close();
    }

    private static String uri(RestanteServer to, String options) {
        return "tls://" + to.addresses().get(0) + "?" + options;
    }

    private static void assertCarries(String uri) {
        try (JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
            context.createProducer().send(context.createQueue("secret"), "x".repeat(300_000));
            assertEquals(
                    300_000,
                    context.createConsumer(context.createQueue("secret"))
                            .receiveBody(String.class, 10_000)
                            .length());
        }
    }

    private static LinkException refusal(String uri) {
        return assertThrows(LinkException.class, () -> LinkUri.parse(uri).open(event -> {}));
    }

    private static void assertSays(LinkException failure, Problem problem, String message) {
        assertTrue(String.valueOf(failure.getMessage()).contains(message), failure.getMessage());
        assertEquals(problem, failure.problem());
    }

    @Test
    void carriesMessagesToAServerThatIsTrusted() {
        assertCarries(uri(open, "tlsCa=" + server.certificate()));
    }

    @Test
    void serverThatIsNotTrustedIsRefused() {
        assertSays(refusal(uri(open, "tlsCa=" + elsewhere.certificate())), Problem.SECURITY, "tlsCa");
    }

    /** By the cause a program tells it from a wrong password, which is a JMSSecurityException as well. */
    @Test
    void certificateIsInTheCausesOfTheFailure() {
        String uri = uri(open, "tlsCa=" + elsewhere.certificate());

        assertNamesCertificate(assertThrows(
                JMSSecurityRuntimeException.class, () -> new RestanteConnectionFactory(uri).createContext()));
        assertNamesCertificate(assertThrows(AdminException.class, () -> Admin.connect(uri)));
    }

    private static void assertNamesCertificate(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof CertificateException)) {
            cause = cause.getCause();
        }
        assertNotNull(cause, failure::toString);
    }

    @Test
    void certificateForAnotherHostIsRefusedUnlessToldOtherwise() {
        String trusted = "tlsCa=" + elsewhere.certificate();
        assertSays(
                refusal(uri(misnamed, trusted)),
                Problem.SECURITY,
                "No subject alternative names matching IP address 127.0.0.1");
        assertCarries(uri(misnamed, trusted + "&verifyHost=false"));
    }

    @Test
    void serverThatAsksForACertificateGetsOne() {
        String trusted = "tlsCa=" + server.certificate();
        assertCarries(uri(mutual, trusted + "&tlsCertificate=" + client.certificate() + "&tlsKey=" + client.key()));
    }

    @Test
    void clientWithoutTheCertificateThatIsAskedForIsRefused() {
        String trusted = "tlsCa=" + server.certificate();
        assertSays(refusal(uri(mutual, trusted)), Problem.SECURITY, "tlsCertificate");
        assertSays(
                refusal(uri(
                        mutual, trusted + "&tlsCertificate=" + elsewhere.certificate() + "&tlsKey=" + elsewhere.key())),
                Problem.SECURITY,
                "tlsCertificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void logSaysInWordsThatAClientSentNoCertificate(String version) throws Exception {
        try (ServerLog log = new ServerLog()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, null);
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
                    .createSocket("127.0.0.1", mutual.addresses().get(0).port())) {
                socket.setSoTimeout(20_000);
                socket.setEnabledProtocols(new String[] {version});
                assertThrows(IOException.class, () -> {
                    socket.startHandshake();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
                String line = log.await("has sent no certificate");
                assertTrue(line.startsWith("/127.0.0.1:" + socket.getLocalPort() + " (TLS) is disconnected"), line);
                assertTrue(line.contains("tlsCertificate=FILE and tlsKey=FILE"), line);
                assertTrue(!line.contains("Exception"), line);
            }
        }
    }

    @Test
    void plainClientIsToldOfTls() {
        String plain = "tcp://" + open.addresses().get(0);
        assertTrue(String.valueOf(refusal(plain).getMessage()).contains("write tls: in place of tcp:"));
    }

    @Test
    void secureClientIsToldOfAPlainPort() {
        String secure = "tls://" + open.addresses().get(1) + "?tlsCa=" + server.certificate();
        assertSays(refusal(secure), Problem.ILLEGAL_STATE, "does not speak TLS; write tcp: in place of tls:");
    }

    @Test
    void fileThatHoldsNoKeyIsNamed() {
        ServerOptions options = ServerOptions.at(List.of(Listen.parse("tls://127.0.0.1:0")))
                .withTls(new ServerOptions.Tls(server.certificate(), server.certificate(), null));
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> RestanteServer.start("vm:tls", options));
        assertTrue(String.valueOf(failure.getMessage()).contains("server.pem"), failure.getMessage());
        assertTrue(String.valueOf(failure.getMessage()).contains("PKCS#8"), failure.getMessage());
    }
}
