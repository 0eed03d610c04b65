package org.restante.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** ActiveMQ Artemis over a socket of this machine, by its own protocol and its Netty acceptor. */
public final class ArtemisOverTcpContender extends ArtemisContender {

    /** For ServiceLoader. */
    public ArtemisOverTcpContender() {
        super("tcp://127.0.0.1:" + freePort());
    }

    @Override
    public String name() {
        return "Artemis over TCP";
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
