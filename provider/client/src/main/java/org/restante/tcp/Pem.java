package org.restante.tcp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys from PEM files. The trap: it reads the file each time; keep what it gives. */
public final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final long MAX_BYTES = 1 << 20;
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";

    private record Block(String kind, byte[] bytes) {}

    /**
     * What one side shows of itself.
     *
     * @param chain its certificate, and behind it those that vouch for it
     */
    public record Identity(PrivateKey key, List<X509Certificate> chain) {}

    private Pem() {}

    /**
     * Reads all certificates of a file, at least one.
     *
     * @throws IOException if it cannot be read, or has none; the message says what to do
     */
    public static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(file)) {
                if (block.kind().equals(CERTIFICATE)) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
                }
            }
        } catch (CertificateException e) {
            throw new IOException(file + " has a certificate that is not understood: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " has no certificate; it is to be PEM, with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /**
     * Reads a certificate, with those behind it, and its key.
     *
     * @throws IOException if a file cannot be read, or the key is not that of the certificate; the message says what to do
     */
    public static Identity identity(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = certificates(certificate);
        PublicKey open = chain.get(0).getPublicKey();
        byte[] encoded = keyBytes(key);
        String misfit = "the key in " + key + " is not that of the first certificate in " + certificate
                + "; give the pair that was made together, the server's own certificate first";
        try {
            PrivateKey secret =
                    KeyFactory.getInstance(open.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (!fits(secret, open)) {
                throw new IOException(misfit);
            }
            return new Identity(secret, List.copyOf(chain));
        } catch (GeneralSecurityException e) {
            throw new IOException(misfit, e);
        }
    }

    private static byte[] keyBytes(Path file) throws IOException {
        for (Block block : blocks(file)) {
            if (block.kind().equals(KEY)) {
                return block.bytes();
            } else if (block.kind().equals("ENCRYPTED " + KEY)) {
                throw new IOException("the key in " + file + " is encrypted; take the password off with"
                        + " 'openssl pkcs8 -in FILE -out KEY', and let nobody else read the file");
            } else if (block.kind().endsWith(KEY)) {
                throw new IOException("the key in " + file + " is of the form '" + block.kind()
                        + "'; make it PKCS#8 with 'openssl pkcs8 -topk8 -nocrypt -in FILE -out KEY'");
            }
        }
        throw new IOException(file + " has no key; it is to be PEM, of PKCS#8, with -----BEGIN PRIVATE KEY-----");
    }

    private static boolean fits(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
        String algorithm = switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> throw new GeneralSecurityException("keys of " + open.getAlgorithm() + " are not used here");
        };
        byte[] text = KEY.getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(secret);
        signing.update(text);
        byte[] signature = signing.sign();
        Signature checking = Signature.getInstance(algorithm);
        checking.initVerify(open);
        checking.update(text);
        return checking.verify(signature);
    }

    private static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it has more than " + MAX_BYTES + " bytes");
            }
            Matcher matcher = BLOCK.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + " cannot be read: " + e, e);
        }
        return blocks;
    }
}
