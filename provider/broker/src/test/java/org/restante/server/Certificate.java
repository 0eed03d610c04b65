package org.restante.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
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
        Path store = directory.resolve(alias + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + alias,
                        "-ext",
                        "san=" + names,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(alias + ".log").toFile())
                .start();
        Assertions.assertTrue(keytool.waitFor(60, TimeUnit.SECONDS) && keytool.exitValue() == 0, "keytool failed");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
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

    private static String pem(String what, byte[] bytes) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
