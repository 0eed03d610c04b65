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
import org.restante.link.InWords;

/** Reads certificates and keys from PEM files. Stateless. The trap: each call reads the file again; keep the result. */
public final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final long MAX_BYTES = 1 << 20;
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";

    private record Block(String kind, byte[] bytes) {}

    /**
     * The key and certificates with which one side identifies itself.
     *
     * @param chain its certificate, followed by the certificates of its issuers
     */
    public record Identity(PrivateKey key, List<X509Certificate> chain) {}

    private Pem() {}

    /**
     * Reads all certificates of a file, at least one.
     *
     * @throws IOException if the file cannot be read, or has no certificate; the message names the remedy
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
            throw new IOException(file + " has an invalid certificate: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " has no certificate; give a PEM file with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /**
     * Reads a certificate with its chain, and its key.
     *
     * @throws IOException if a file cannot be read, or the key does not belong to the certificate; the message names
     *     the remedy
     */
    public static Identity identity(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = certificates(certificate);
        PublicKey publicKey = chain.get(0).getPublicKey();
        byte[] encoded = keyBytes(key);
        String mismatch = "the key in " + key + " does not belong to the first certificate in " + certificate
                + "; give a matching pair, with the own certificate before those of its issuers";
        try {
            PrivateKey privateKey =
                    KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (!fits(privateKey, publicKey)) {
                throw new IOException(mismatch);
            }
            return new Identity(privateKey, List.copyOf(chain));
        } catch (GeneralSecurityException e) {
            throw new IOException(mismatch, e);
        }
    }

    private static byte[] keyBytes(Path file) throws IOException {
        for (Block block : blocks(file)) {
            if (block.kind().equals(KEY)) {
                return block.bytes();
            } else if (block.kind().equals("ENCRYPTED " + KEY)) {
                throw new IOException("the key in " + file + " is encrypted; remove the password with"
                        + " 'openssl pkcs8 -in FILE -out KEY', and let nobody else read the file");
            } else if (block.kind().endsWith(KEY)) {
                throw new IOException("the key in " + file + " is of the form '" + block.kind()
                        + "'; make it PKCS#8 with 'openssl pkcs8 -topk8 -nocrypt -in FILE -out KEY'");
            }
        }
        throw new IOException(file + " has no key; give a PEM file of PKCS#8, with -----BEGIN PRIVATE KEY-----");
    }

    private static boolean fits(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> throw new GeneralSecurityException("keys of " + publicKey.getAlgorithm() + " are not supported");
        };
        byte[] text = KEY.getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(privateKey);
        signing.update(text);
        byte[] signature = signing.sign();
        Signature checking = Signature.getInstance(algorithm);
        checking.initVerify(publicKey);
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
            throw new IOException(file + " cannot be read: " + InWords.reason(e), e);
        }
        return blocks;
    }
}
