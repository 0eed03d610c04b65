package org.restante.tcp;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed TLS handshake means, and what to do. The trap: most of it is known by the words of Java's own exceptions only; words
 * that are not known are passed on as they are.
 */
public final class TlsFailure {

    private static final String ALERT = "Received fatal alert: ";

    private TlsFailure() {}

    /** Whether a failure is one of TLS. */
    public static boolean is(Throwable failure) {
        return find(failure, SSLException.class::isInstance) != null;
    }

    /** Whether the other side speaks no TLS. */
    public static boolean isPlain(Throwable failure) {
        return find(failure, NotSslRecordException.class::isInstance) != null;
    }

    /** Why the other side's certificate was not taken; null if it was not for that. */
    public static @Nullable String certificate(Throwable failure) {
        Throwable date = find(
                failure, e -> e instanceof CertificateExpiredException || e instanceof CertificateNotYetValidException);
        if (date != null) {
            return "it is not valid today (" + date.getMessage() + "); renew it, and check the clocks of both sides";
        }
        Throwable unknown = find(failure, CertPathBuilderException.class::isInstance);
        if (unknown != null) {
            return "nobody who is trusted here vouches for it";
        }
        Throwable other = find(failure, CertificateException.class::isInstance);
        return other == null ? null : String.valueOf(other.getMessage());
    }

    /** The other side's complaint, as TLS names it: {@code unknown_ca}, say; null if it had none. */
    public static @Nullable String alert(Throwable failure) {
        Throwable told = find(failure, e -> words(e).contains(ALERT));
        if (told == null) {
            return null;
        }
        String words = words(told);
        return words.substring(words.indexOf(ALERT) + ALERT.length()).toLowerCase(Locale.ROOT);
    }

    /** For a client: what to do about a server that is not trusted, or does not trust. */
    static String ofServer(String server, Throwable failure) {
        String certificate = certificate(failure);
        if (certificate != null) {
            return "the certificate of " + server + " is not taken: " + certificate
                    + "; tlsCa=FILE names whom this client trusts, and the host in the URI is to be one that the"
                    + " certificate names";
        }
        String alert = alert(failure);
        if (alert == null) {
            Throwable told = find(failure, SSLException.class::isInstance);
            return "no secure connection to " + server + ": " + (told == null ? failure : words(told));
        }
        String what = switch (alert) {
            case "certificate_required", "bad_certificate" ->
                "it wants a certificate of this client; give tlsCertificate=FILE and tlsKey=FILE, of one whom"
                        + " the server trusts";
            case "unknown_ca", "certificate_unknown" ->
                "it does not trust the certificate of this client, tlsCertificate; take one whose CA the server"
                        + " knows";
            case "certificate_expired" -> "the certificate of this client has expired; renew tlsCertificate";
            case "protocol_version", "handshake_failure", "insufficient_security" ->
                "both sides have no version of TLS, or no cipher, in common; the server's log says more";
            default -> "the server's log says more";
        };
        return server + " refuses the connection (" + alert + "): " + what;
    }

    private static String words(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static @Nullable Throwable find(Throwable failure, Predicate<Throwable> wanted) {
        Throwable found = null;
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (wanted.test(one)) {
                found = one; // the innermost says most
            }
        }
        return found;
    }
}
