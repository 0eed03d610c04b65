package org.restante.tcp;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.link.LinkUri;

/**
 * The options of a client's connection. Immutable.
 *
 * @param connectTimeout the time limit for connection, TLS and version, in milliseconds
 * @param heartbeat the interval, in milliseconds, at which client and server send at least something; a side that is
 *     silent for three intervals is taken for gone
 * @param tls null for none
 */
public record TcpOptions(
        int connectTimeout, int heartbeat, @Nullable Tls tls) {

    /** The options of a {@code tcp:} URI. */
    public static final List<String> NAMES = List.of("connectTimeout", "heartbeat");

    /** The further options of a {@code tls:} URI. */
    public static final List<String> TLS_NAMES = List.of("tlsCa", "tlsCertificate", "tlsKey", "verifyHost");

    public static final TcpOptions STANDARD = new TcpOptions(10_000, 10_000, null);

    /**
     * The TLS options of a client: the check of the server, and the client's own certificate. Immutable.
     *
     * @param ca the PEM file of the trusted certificates; null for those of the Java platform
     * @param certificate the PEM file of the client's certificate and its issuers; null for none
     * @param key the PEM file of the certificate's key, in PKCS#8
     * @param verifyHost whether the server's certificate must name the host of the URI
     */
    public record Tls(
            @Nullable Path ca,
            @Nullable Path certificate,
            @Nullable Path key,
            boolean verifyHost) {}

    /** @throws IllegalArgumentException if an option has an invalid value; the message names it */
    static TcpOptions of(LinkUri uri) {
        return new TcpOptions(
                number(uri, "connectTimeout", STANDARD.connectTimeout(), 1, 600_000),
                number(uri, "heartbeat", STANDARD.heartbeat(), Heartbeat.MIN_MILLIS, Heartbeat.MAX_MILLIS),
                uri.scheme().equals("tls") ? tls(uri) : null);
    }

    private static Tls tls(LinkUri uri) {
        Path certificate = file(uri, "tlsCertificate");
        Path key = file(uri, "tlsKey");
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "the options 'tlsCertificate' and 'tlsKey' of '" + uri + "' go together; give both or none");
        }
        return new Tls(file(uri, "tlsCa"), certificate, key, flag(uri, "verifyHost", true));
    }

    private static @Nullable Path file(LinkUri uri, String option) {
        String text = uri.option(option);
        if (text == null) {
            return null;
        }
        try {
            Path file = Path.of(text);
            if (Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the option '" + option + "' of '" + uri + "' is not a path: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "the option '" + option + "' of '" + uri + "' names '" + text + "', which is not a readable file");
    }

    private static boolean flag(LinkUri uri, String option, boolean fallback) {
        String text = uri.option(option);
        if (text == null) {
            return fallback;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(
                    "the option '" + option + "' of '" + uri + "' takes true or false, not '" + text + "'");
        }
        return text.equals("true");
    }

    private static int number(LinkUri uri, String option, int fallback, int min, int max) {
        String text = uri.option(option);
        if (text == null) {
            return fallback;
        }
        String refusal = "the option '" + option + "' of '" + uri + "' takes milliseconds from " + min + " to " + max
                + ", not '" + text + "'";
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal, e);
        }
        throw new IllegalArgumentException(refusal);
    }
}
