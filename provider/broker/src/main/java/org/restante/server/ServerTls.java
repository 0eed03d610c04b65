package org.restante.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;

/** How a server speaks TLS: by the Java platform's own engine, with certificates and keys from PEM files. Immutable. */
final class ServerTls {

    private final SslContext context;

    private ServerTls(SslContext context) {
        this.context = context;
    }

    /** @throws IOException if a file is none of certificates, or holds no key; the message says which */
    static ServerTls of(ServerOptions.Tls files) throws IOException {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            files.certificate().toFile(), files.key().toFile())
                    .sslProvider(SslProvider.JDK);
            Path clientCa = files.clientCa();
            if (clientCa != null) {
                builder.trustManager(clientCa.toFile()).clientAuth(ClientAuth.REQUIRE);
            }
            return new ServerTls(builder.build());
        } catch (IllegalArgumentException | IOException e) {
            throw new IOException(
                    "TLS cannot be set up with " + files + ": " + e.getMessage()
                            + "; certificates are PEM, and so is the key, as PKCS#8",
                    e);
        }
    }

    ChannelHandler handler(Channel channel) {
        return context.newHandler(channel.alloc());
    }
}
