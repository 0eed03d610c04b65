package org.restante.tcp;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.link.LinkUri;

/**
 * How a client connects.
 *
 * @param connectTimeout how long a server has to answer, in milliseconds: connection, TLS and version
 * @param heartbeat how often, in milliseconds, client and server let themselves be heard; who is silent three times as long is gone
 * @param tls null for none
 */
public record TcpOptions(
        int connectTimeout, int heartbeat, @Nullable Tls tls) {

    /** What every {@code tcp:} URI takes. */
    public static final List<String> NAMES = List.of("connectTimeout", "heartbeat");

    /** What every {@code tls:} URI takes besides. */
    public static final List<String> TLS_NAMES = List.of("tlsCa", "tlsCertificate", "tlsKey", "verifyHost");

    public static final TcpOptions STANDARD = new TcpOptions(10_000, 10_000, null);

    /**
     * How a client checks the server, and shows who it is itself.
     *
     * @param ca the certificates it trusts, in a PEM file; null for those of the Java platform
     * @param certificate its own, with those above it, in a PEM file; null for none
     * @param key of its certificate: PKCS#8, in a PEM file
     * @param verifyHost whether the server's certificate is to be for the host in the URI
     */
    public record Tls(
            @Nullable Path ca,
            @Nullable Path certificate,
            @Nullable Path key,
            boolean verifyHost) {}

    /** @throws IllegalArgumentException if an option has no such value; it says which */
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
                    "the option '" + option + "' of '" + uri + "' is no path: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "the option '" + option + "' of '" + uri + "' names '" + text + "', which is no file that can be read");
    }

    private static boolean flag(LinkUri uri, String option, boolean otherwise) {
        String text = uri.option(option);
        if (text == null) {
            return otherwise;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(
                    "the option '" + option + "' of '" + uri + "' takes true or false, not '" + text + "'");
        }
        return text.equals("true");
    }

    private static int number(LinkUri uri, String option, int otherwise, int least, int most) {
        String text = uri.option(option);
        if (text == null) {
            return otherwise;
        }
        String refusal = "the option '" + option + "' of '" + uri + "' takes milliseconds from " + least + " to " + most
                + ", not '" + text + "'";
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal, e);
        }
        throw new IllegalArgumentException(refusal);
    }
}
