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
import org.restante.link.InWords;

/**
 * Explains a failed TLS handshake and names the remedy. Stateless. The trap: most failures are recognised by the texts
 * of Java's own exceptions; unknown texts are passed on unchanged.
 */
public final class TlsFailure {

    private static final String ALERT = "Received fatal alert: ";

    private TlsFailure() {}

    /** Whether a failure was caused by TLS. */
    public static boolean is(Throwable failure) {
        return find(failure, SSLException.class::isInstance) != null;
    }

    /** Whether the other side does not speak TLS. */
    public static boolean isPlain(Throwable failure) {
        return find(failure, NotSslRecordException.class::isInstance) != null;
    }

    /** The reason why the other side's certificate was not accepted; null if the certificate is not the cause. */
    public static @Nullable String certificate(Throwable failure) {
        Throwable date = find(
                failure, e -> e instanceof CertificateExpiredException || e instanceof CertificateNotYetValidException);
        if (date != null) {
            return "it is not valid today (" + date.getMessage() + "); renew it, and check the clocks of both sides";
        }
        Throwable unknown = find(failure, CertPathBuilderException.class::isInstance);
        if (unknown != null) {
            return "it was not issued by a trusted CA";
        }
        Throwable other = find(failure, CertificateException.class::isInstance);
        return other == null ? null : String.valueOf(other.getMessage());
    }

    /** The TLS alert of the other side, for example {@code unknown_ca}; null if it sent none. */
    public static @Nullable String alert(Throwable failure) {
        Throwable alerting = find(failure, e -> text(e).contains(ALERT));
        if (alerting == null) {
            return null;
        }
        String text = text(alerting);
        return text.substring(text.indexOf(ALERT) + ALERT.length()).toLowerCase(Locale.ROOT);
    }

    /** The text for a client whose server is not trusted, or does not trust the client. */
    static String ofServer(String server, Throwable failure) {
        String certificate = certificate(failure);
        if (certificate != null) {
            return "the certificate of " + server + " is not accepted: " + certificate
                    + "; give the CA that this client trusts as tlsCa=FILE, and in the URI a host that the"
                    + " certificate names";
        }
        String alert = alert(failure);
        if (alert == null) {
            Throwable alerting = find(failure, SSLException.class::isInstance);
            return "no secure connection to " + server + ": " + InWords.reason(alerting == null ? failure : alerting);
        }
        String what = switch (alert) {
            case "certificate_required", "bad_certificate" ->
                "it requires a certificate of this client; give tlsCertificate=FILE and tlsKey=FILE, from a CA that"
                        + " the server trusts";
            case "unknown_ca", "certificate_unknown" ->
                "it does not trust the certificate of this client, tlsCertificate; use one from a CA that the server"
                        + " trusts";
            case "certificate_expired" -> "the certificate of this client has expired; renew tlsCertificate";
            case "protocol_version", "handshake_failure", "insufficient_security" ->
                "both sides have no version of TLS, or no cipher, in common; see the server's log";
            default -> "see the server's log";
        };
        return server + " refuses the connection (" + alert + "): " + what;
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static @Nullable Throwable find(Throwable failure, Predicate<Throwable> wanted) {
        Throwable found = null;
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (wanted.test(one)) {
                found = one; // the innermost cause is the most specific one
            }
        }
        return found;
    }
}
