package org.restante.outage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between clients and a server, and does them harm: it delays, cuts in the middle of whatever passes, holds and refuses. */
final class Proxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger harms = new AtomicInteger();
    private final AtomicInteger carried = new AtomicInteger();
    private volatile boolean refuses;
    private volatile boolean closed;
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    Proxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        begin(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private static void begin(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listening.accept();
                if (refuses) {
                    client.close();
                } else {
                    carry(client);
                }
            } catch (IOException e) {
                if (!closed) {
                    throw new AssertionError("the proxy cannot go on", e);
                }
            }
        }
    }

    /** How many connections it has taken so far. */
    int carried() {
        return carried.get();
    }

    private void carry(Socket client) throws IOException {
        carried.incrementAndGet();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        for (Socket socket : List.of(client, server)) {
            socket.setTcpNoDelay(true);
            socket.setSoLinger(true, 0); // to close is to cut
            sockets.add(socket);
        }
        begin(() -> pump(client, server));
        begin(() -> pump(server, client));
    }

    private void pump(Socket from, Socket to) {
        byte[] bytes = new byte[4096];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                gate.join();
                out.write(bytes, 0, read);
            }
        } catch (IOException e) {
            harms.incrementAndGet(); // cut
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** One harm after another, until so many have been done. */
    void harass(SplittableRandom random, int times) {
        for (int i = 0; i < times; i++) {
            pause(random.nextInt(20, 150));
            switch (random.nextInt(5)) {
                case 0 -> hold(random.nextInt(200));
                case 1 -> {
                    refuses = true;
                    cutAll();
                    pause(random.nextInt(300));
                    refuses = false;
                }
                case 2 -> cutAll();
                default -> cutSome(random);
            }
        }
    }

    static void pause(int millis) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
                .join();
    }

    private void hold(int millis) {
        hold();
        pause(millis);
        release();
    }

    /** From here on nothing passes, and nothing is cut. */
    void hold() {
        gate = new CompletableFuture<>();
    }

    void release() {
        gate.complete(null);
    }

    private void cutSome(SplittableRandom random) {
        sockets.forEach(socket -> {
            if (random.nextInt(4) == 0) {
                cut(socket);
            }
        });
    }

    void cutAll() {
        sockets.forEach(Proxy::cut);
    }

    /** What it has read and not passed on is lost, so frames are cut in two. */
    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("a socket cannot be closed", e);
        }
    }

    int harms() {
        return harms.get();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listening.close();
        cutAll();
    }
}
