package org.restante.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.restante.disk.FileProblem;
import org.restante.tcp.Pem;
import org.restante.tcp.TlsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.3 and 1.2 of a server, by the Java platform's own engine, with certificates and keys from PEM files. When a client connects,
 * changed files are loaded again; they are checked at most once a second. Any thread may use it.
 *
 * <p>The trap: while files are replaced one by one, they may not fit together. Then the previous certificate stays in use, with a
 * warning. Open connections keep their certificate in any case.
 */
final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final long CHECK_INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final ServerOptions.Tls files;
    private final LongSupplier nanos;
    private volatile SslContext context;
    private volatile long checkedAt;
    private List<FileVersion> loaded;
    private @Nullable String lastWarning;

    /** The attributes of a file when it was loaded, to detect a change. */
    private record FileVersion(
            FileTime modified, long size, @Nullable Object key) {}

    private ServerTls(ServerOptions.Tls files, LongSupplier nanos) throws IOException {
        this.files = files;
        this.nanos = nanos;
        this.checkedAt = nanos.getAsLong();
        this.loaded = currentVersions();
        this.context = load();
    }

    /** @throws IOException if a file contains no certificate, or no key; the message names the file */
    static ServerTls of(ServerOptions.Tls files) throws IOException {
        return of(files, System::nanoTime);
    }

    static ServerTls of(ServerOptions.Tls files, LongSupplier nanos) throws IOException {
        return new ServerTls(files, nanos);
    }

    /** The context of the most recent client. */
    SslContext context() {
        return context;
    }

    ChannelHandler handler(Channel channel) {
        if (nanos.getAsLong() - checkedAt >= CHECK_INTERVAL) {
            reloadIfChanged();
        }
        return new SslHandler(new BoundedTlsEngine(context.newEngine(channel.alloc())));
    }

    private synchronized void reloadIfChanged() {
        long now = nanos.getAsLong();
        if (now - checkedAt < CHECK_INTERVAL) {
            return;
        }
        checkedAt = now;
        try {
            List<FileVersion> versions = currentVersions();
            if (!versions.equals(loaded)) {
                context = load();
                loaded = versions;
                LOG.info("The new certificate in {} is used from now on", files.certificate());
            }
            lastWarning = null;
        } catch (IOException e) {
            String warning = String.valueOf(e.getMessage());
            if (!warning.equals(lastWarning)) {
                LOG.warn("The previous certificate stays in use: {}", warning);
            }
            lastWarning = warning;
        }
    }

    private List<FileVersion> currentVersions() throws IOException {
        List<Path> all = new ArrayList<>(List.of(files.certificate(), files.key()));
        if (files.clientCa() != null) {
            all.add(files.clientCa());
        }
        List<FileVersion> versions = new ArrayList<>();
        for (Path file : all) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                versions.add(new FileVersion(now.lastModifiedTime(), now.size(), now.fileKey()));
            } catch (IOException e) {
                throw new IOException(
                        "the file " + file + ", which TLS needs, cannot be read: " + FileProblem.reason(e), e);
            }
        }
        return versions;
    }

    private SslContext load() throws IOException {
        Pem.Identity own = Pem.identity(files.certificate(), files.key());
        warnOfDate(own.chain().get(0));
        SslContextBuilder builder = SslContextBuilder.forServer(own.key(), own.chain())
                .sslProvider(SslProvider.JDK)
                .protocols(VERSIONS);
        Path clientCa = files.clientCa();
        if (clientCa != null) {
            builder.trustManager(Pem.certificates(clientCa))
                    .clientAuth(files.clientRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        } else if (files.namesUser()) {
            throw new IOException("users can be taken from clients' certificates only if the issuers of these are"
                    + " known; give a file with the issuers' certificates, too");
        }
        return builder.build();
    }

    private void warnOfDate(X509Certificate certificate) {
        try {
            certificate.checkValidity();
        } catch (CertificateException e) {
            LOG.warn(
                    "The certificate in {} is not valid today, so clients will refuse it; renew it: {}",
                    files.certificate(),
                    e.getMessage());
        }
    }

    /** The peer, with the user from its certificate if the server takes users from certificates. */
    Peer withCertifiedUser(Peer peer, Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (!files.namesUser() || handler == null) {
            return peer;
        }
        try {
            X509Certificate sent =
                    (X509Certificate) handler.engine().getSession().getPeerCertificates()[0];
            return new Peer(peer.address(), peer.secure(), CommonName.of(sent.getSubjectX500Principal()));
        } catch (SSLPeerUnverifiedException e) {
            LOG.debug("{} has sent no certificate", peer, e);
            return peer;
        }
    }

    /** The bound of TLS that a client has exceeded; null for another failure. */
    static @Nullable String exceeded(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedTlsEngine.ExceededException) {
                return cause.getMessage();
            }
        }
        return null;
    }

    /** The reason of a failed handshake, for the log. */
    static String reason(Throwable failure) {
        if (TlsFailure.isPlain(failure)) {
            return "it does not use TLS, which this port requires";
        }
        String certificate = TlsFailure.certificate(failure);
        if (certificate != null) {
            return "its certificate is not accepted: " + certificate;
        }
        if (TlsFailure.lacksCertificate(failure)) {
            return "it has sent no certificate, which this server requires (tls.clientRequired); give the client a"
                    + " certificate from a CA that this server trusts, tlsCertificate=FILE and tlsKey=FILE";
        }
        String alert = TlsFailure.alert(failure);
        return alert == null
                ? "the TLS handshake failed: " + TlsFailure.text(failure)
                : "it refuses this server: " + alert;
    }
}
