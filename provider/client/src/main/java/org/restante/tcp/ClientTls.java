package org.restante.tcp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.link.Reason;

/**
 * The TLS set-up of a client: the engine of the Java platform, with certificates and keys from PEM files. Immutable.
 */
final class ClientTls {

    private final SslContext context;

    private ClientTls(SslContext context) {
        this.context = context;
    }

    /** @throws LinkException if a file has no certificate or no key; the message names the file */
    static ClientTls of(TcpOptions.Tls options) throws LinkException {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .endpointIdentificationAlgorithm(options.verifyHost() ? "HTTPS" : null);
            Path ca = options.ca();
            if (ca != null) {
                builder.trustManager(Pem.certificates(ca));
            }
            Path certificate = options.certificate();
            Path key = options.key();
            if (certificate != null && key != null) {
                Pem.Identity own = Pem.identity(certificate, key);
                builder.keyManager(own.key(), own.chain());
            }
            return new ClientTls(builder.build());
        } catch (IllegalArgumentException | IOException e) {
            throw new LinkException(Problem.SECURITY, "TLS cannot be set up: " + Reason.of(e), e);
        }
    }

    ChannelHandler handler(Channel channel, @Nullable HostPort server) {
        return server == null
                ? context.newHandler(channel.alloc())
                : context.newHandler(channel.alloc(), server.host(), server.port());
    }
}
