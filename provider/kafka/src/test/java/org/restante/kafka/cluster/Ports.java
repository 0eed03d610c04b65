package org.restante.kafka.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Free ports below those that a system gives to outgoing connections, so that none takes a node's port while the node is down. Each
 * process begins at another number.
 */
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;

    private static int next = (int) (ProcessHandle.current().pid() * 41 % COUNT);

    private Ports() {}

    /** So many of them. */
    public static synchronized List<Integer> free(int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int tried = 0; tried < COUNT && ports.size() < count; tried++) {
            int port = FIRST + next;
            next = (next + 1) % COUNT;
            if (isFree(port)) {
                ports.add(port);
            }
        }
        if (ports.size() < count) {
            throw new IOException("no " + count + " free ports from " + FIRST + " on");
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
