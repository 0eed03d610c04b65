package org.restante.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/**
 * A certificate signed by itself and its key, as PEM files, made by the keytool of this Java.
 *
 * @param certificate trusts itself, so it is its own authority
 */
record Certificate(Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    /** @param names as keytool takes them: {@code ip:127.0.0.1,dns:localhost} */
    static Certificate create(Path directory, String alias, String names)
            throws IOException, InterruptedException, GeneralSecurityException {
        return create(directory, alias, names, "EC");
    }

    /** @param more what keytool is to be told besides */
    static Certificate create(Path directory, String alias, String names, String algorithm, String... more)
            throws IOException, InterruptedException, GeneralSecurityException {
        List<String> command = new ArrayList<>(
                List.of("-genkeypair", "-keyalg", algorithm, "-dname", "CN=" + alias, "-ext", "san=" + names));
        command.addAll(List.of(more));
        keytool(directory, alias, command);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(alias + ".p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Path certificate = directory.resolve(alias + ".pem");
        Path key = directory.resolve(alias + ".key");
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate(alias).getEncoded()));
        Files.writeString(
                key,
                pem("PRIVATE KEY", keys.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
        return new Certificate(certificate, key);
    }

    /** Another one, which this one vouches for. */
    Certificate sign(Path directory, String alias, String names, String... more)
            throws IOException, InterruptedException, GeneralSecurityException {
        Certificate other = create(directory, alias, names);
        Path asked = directory.resolve(alias + ".csr");
        keytool(directory, alias, List.of("-certreq", "-file", asked.toString()));
        List<String> signing = new ArrayList<>(List.of(
                "-gencert",
                "-rfc",
                "-infile",
                asked.toString(),
                "-outfile",
                other.certificate().toString(),
                "-ext",
                "san=" + names));
        signing.addAll(List.of(more));
        keytool(directory, String.valueOf(certificate.getFileName()).replace(".pem", ""), signing);
        return other;
    }

    private static void keytool(Path directory, String alias, List<String> words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(words);
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", directory.resolve(alias + ".p12").toString()));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(alias + ".log").toFile())
                .start();
        Assertions.assertTrue(keytool.waitFor(60, TimeUnit.SECONDS) && keytool.exitValue() == 0, "keytool failed");
    }

    static String pem(String what, byte[] bytes) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
