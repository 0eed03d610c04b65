package org.restante.conformance.restante;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.restante.RestanteServer;
import org.restante.conformance.process.DataDirectory;
import org.restante.server.Listen;
import org.restante.server.ServerOptions;

/** A Restante server in this JVM whose connections use TLS, with a certificate that is made for the run. */
public final class TlsFixture extends RestanteFixture {

    private static final String PASSWORD = "changeit";

    private final DataDirectory directory = new DataDirectory();
    private final Path keys = Path.of(directory.toString(), "keys.p12");
    private final Path certificate = Path.of(directory.toString(), "server.pem");
    private final Path key = Path.of(directory.toString(), "server.key");
    private final String broker = "vm:conformance?data=" + directory + "/data&" + user.options();
    private RestanteServer server;
    private int port;

    /** For the system property {@code conformance.fixture}. */
    public TlsFixture() {}

    @Override
    public void start() throws IOException, InterruptedException, GeneralSecurityException {
        if (Files.notExists(keys)) {
            createCertificate();
        }
        ServerOptions options = ServerOptions.at(List.of(Listen.parse("tls://127.0.0.1:" + port)))
                .withTls(new ServerOptions.Tls(certificate, key, null));
        server = RestanteServer.start(broker, options);
        port = server.addresses().get(0).port();
    }

    private void createCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options =
                "-genkeypair -keyalg EC -dname CN=conformance -alias server -storetype PKCS12 -storepass " + PASSWORD;
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-ext", "san=ip:127.0.0.1", "-keystore", keys.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool made no certificate; its exit code is " + process.exitValue());
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate("server").getEncoded()));
        Files.writeString(
                key,
                pem(
                        "PRIVATE KEY",
                        store.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    @Override
    public void restart() throws IOException, InterruptedException, GeneralSecurityException {
        server.close();
        start();
    }

    @Override
    public void stop() throws IOException {
        server.close();
        user.close();
        directory.delete();
    }

    @Override
    String uri() {
        return "tls://127.0.0.1:" + port + "?tlsCa=" + certificate;
    }
}
