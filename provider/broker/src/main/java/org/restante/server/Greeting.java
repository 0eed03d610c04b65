package org.restante.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.restante.tcp.Preamble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to the first bytes of a client. Stateless. */
final class Greeting {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private Greeting() {}

    /** Returns whether both speak a version of the protocol. */
    static boolean answer(Channel channel, Peer peer, byte[] hello) {
        Preamble.Versions client = Preamble.readHello(hello);
        int chosen = client == null ? 0 : Preamble.SPOKEN.common(client);
        channel.writeAndFlush(Unpooled.wrappedBuffer(Preamble.answer(chosen, Preamble.SPOKEN)), channel.voidPromise());
        if (chosen == 0) {
            LOG.info(
                    "{} is not a client of this server: it {}",
                    peer,
                    client == null
                            ? "does not begin with the protocol's preamble"
                            : "supports " + client + " of the protocol");
        }
        return chosen != 0;
    }
}
