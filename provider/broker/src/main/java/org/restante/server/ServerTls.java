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
import org.restante.tcp.Pem;
import org.restante.tcp.TlsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a server speaks TLS 1.3 and 1.2: by the Java platform's own engine, with certificates and keys from PEM files, which are looked
 * at again when a client comes, once a second at most. Any thread may use it.
 *
 * <p>The trap: files that do not fit together, as while they are replaced one by one, leave what was there before, with a warning;
 * connections that are open keep theirs anyway.
 */
final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final ServerOptions.Tls files;
    private final LongSupplier nanos;
    private volatile SslContext context;
    private volatile long looked;
    private List<State> read;
    private @Nullable String trouble;

    /** What a file was when it was read. */
    private record State(
            FileTime modified, long size, @Nullable Object key) {}

    private ServerTls(ServerOptions.Tls files, LongSupplier nanos) throws IOException {
        this.files = files;
        this.nanos = nanos;
        this.looked = nanos.getAsLong();
        this.read = states();
        this.context = read();
    }

    /** @throws IOException if a file is none of certificates, or holds no key; the message says which */
    static ServerTls of(ServerOptions.Tls files) throws IOException {
        return of(files, System::nanoTime);
    }

    static ServerTls of(ServerOptions.Tls files, LongSupplier nanos) throws IOException {
        return new ServerTls(files, nanos);
    }

    /** What the last client got. */
    SslContext context() {
        return context;
    }

    ChannelHandler handler(Channel channel) {
        if (nanos.getAsLong() - looked >= LOOK_AGAIN) {
            lookAgain();
        }
        return context.newHandler(channel.alloc());
    }

    private synchronized void lookAgain() {
        long now = nanos.getAsLong();
        if (now - looked < LOOK_AGAIN) {
            return;
        }
        looked = now;
        try {
            List<State> states = states();
            if (!states.equals(read)) {
                context = read();
                read = states;
                LOG.info("The certificate in {} is used from now on", files.certificate());
            }
            trouble = null;
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            if (!said.equals(trouble)) {
                LOG.warn("The certificate stays as it was: {}", said);
            }
            trouble = said;
        }
    }

    private List<State> states() throws IOException {
        List<Path> all = new ArrayList<>(List.of(files.certificate(), files.key()));
        if (files.clientCa() != null) {
            all.add(files.clientCa());
        }
        List<State> states = new ArrayList<>();
        for (Path file : all) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                states.add(new State(now.lastModifiedTime(), now.size(), now.fileKey()));
            } catch (IOException e) {
                throw new IOException("TLS needs " + file + ", which cannot be read: " + e, e);
            }
        }
        return states;
    }

    private SslContext read() throws IOException {
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
            throw new IOException("certificates of clients can name their users only where there is a file of those"
                    + " who sign them; give the file of their certificates, too");
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

    /** The same peer, with the user whom its certificate names, if certificates are to name users. */
    Peer identified(Peer peer, Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (!files.namesUser() || handler == null) {
            return peer;
        }
        try {
            X509Certificate shown =
                    (X509Certificate) handler.engine().getSession().getPeerCertificates()[0];
            return new Peer(peer.address(), peer.secure(), CommonName.of(shown.getSubjectX500Principal()));
        } catch (SSLPeerUnverifiedException e) {
            LOG.debug("{} has shown no certificate", peer, e);
            return peer;
        }
    }

    /** Why there is no secure connection, for the log. */
    static String reason(Throwable failure) {
        if (TlsFailure.isPlain(failure)) {
            return "it speaks no TLS, which this port expects";
        }
        String certificate = TlsFailure.certificate(failure);
        if (certificate != null) {
            return "its certificate is not taken: " + certificate;
        }
        String alert = TlsFailure.alert(failure);
        return alert == null ? "no secure connection: " + failure.getMessage() : "it refuses this server: " + alert;
    }
}
