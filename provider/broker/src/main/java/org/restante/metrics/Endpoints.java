package org.restante.metrics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.tcp.EventLoops;
import org.restante.tcp.HostPort;
import org.restante.tcp.ListeningSocket;
import org.restante.tcp.LoopGroup;
import org.restante.thread.Threads;

/**
 * Serves {@code /health}, {@code /ready} and {@code /metrics} over HTTP. Health has a thread of its own, so that no other request keeps it
 * waiting.
 *
 * <p>Health means that the broker answers within two seconds and its log has not failed, or that the process is a standby on a shared log;
 * restart a process that is not healthy. Readiness means that the broker accepts connections and sends, which a standby does not; do not
 * restart a process that is only not ready. Both answer 200, or
 * 503 with the reason. Any thread may use it. The trap: everybody who can reach the address can read everything, so listen only on this
 * machine or in a closed network.
 */
public final class Endpoints implements AutoCloseable {

    private static final int MAX_WAITING = 32;
    private static final int BACKLOG = 128;
    private static final long IDLE_SECONDS = 30;

    private final LoopGroup group = EventLoops.group(1, "restante-http");
    private final ThreadPoolExecutor healthThread = thread("restante-http-health");
    private final ThreadPoolExecutor pageThread = thread("restante-http-pages");
    private final HttpConnections connections = new HttpConnections(group, this::answer, this::threadFor);
    private final Probe probe;
    private final PrometheusPage page;
    private final Supplier<@Nullable String> unhealthy;
    private final Supplier<@Nullable String> notReady;
    private @Nullable ListeningSocket listening;

    private Endpoints(
            RestanteMetrics metrics, Supplier<@Nullable String> unhealthy, Supplier<@Nullable String> notReady) {
        this.unhealthy = unhealthy;
        this.notReady = notReady;
        this.probe = metrics.probe();
        this.page = new PrometheusPage(metrics);
    }

    private static ThreadPoolExecutor thread(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), Threads.daemons(name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Starts to serve.
     *
     * @param at the address to listen at; port 0 for any free port
     * @param metrics not closed with this object; its creator closes it afterwards
     * @param notReady the reason why no connections are accepted, for instance while the server shuts down; null while they are
     * @throws IOException if it cannot listen at this address; the message contains the reason
     */
    public static Endpoints start(InetSocketAddress at, RestanteMetrics metrics, Supplier<@Nullable String> notReady)
            throws IOException {
        return start(at, metrics, () -> null, notReady);
    }

    /**
     * Starts to serve, for a broker with a server.
     *
     * @param unhealthy the reason why the process should be started again though its broker answers; null if there is none
     * @throws IOException if it cannot listen at this address; the message contains the reason
     */
    public static Endpoints start(
            InetSocketAddress at,
            RestanteMetrics metrics,
            Supplier<@Nullable String> unhealthy,
            Supplier<@Nullable String> notReady)
            throws IOException {
        Endpoints endpoints = new Endpoints(metrics, unhealthy, notReady);
        try {
            endpoints.listening = ListeningSocket.open(endpoints.group, at, BACKLOG, endpoints.connections);
            return endpoints;
        } catch (IOException e) {
            endpoints.close();
            throw new IOException(
                    "cannot listen for HTTP on " + new HostPort(at.getHostString(), at.getPort()) + ": "
                            + e.getMessage()
                            + "; take another port, or end the process that listens there",
                    e.getCause());
        }
    }

    /** The address at which it listens, with the actual port. */
    public InetSocketAddress address() {
        return Objects.requireNonNull(listening).address();
    }

    private Executor threadFor(String path) {
        return path.equals("/metrics") ? pageThread : healthThread;
    }

    private HttpAnswer answer(String path) {
        return switch (path) {
            case "/health" -> HttpAnswer.of("ok", unhealthyReason());
            case "/ready" -> HttpAnswer.of("ready", notReadyReason());
            case "/metrics" -> HttpAnswer.metrics(page.text());
            default -> HttpAnswer.ABSENT;
        };
    }

    /** The reason why the broker is not healthy; null if it is. */
    private @Nullable String unhealthyReason() {
        String why = unhealthy.get();
        if (why != null) {
            return why;
        }
        try {
            probe.info();
            return null;
        } catch (NoAnswerException e) {
            return probe.isStandby(e.getMessage()) ? null : e.getMessage();
        }
    }

    /** The reason why the broker is not ready; null if it is. */
    private @Nullable String notReadyReason() {
        String failure = unhealthy.get();
        String why = failure != null ? failure : notReady.get();
        if (why != null) {
            return why;
        }
        try {
            return probe.info().log().hasRoom()
                    ? null
                    : "the disk is full, or gives no space for another reason: sends are refused until there is room";
        } catch (NoAnswerException e) {
            return e.getMessage();
        }
    }

    LoopGroup loops() {
        return group;
    }

    /** Stops listening and ends its threads. Idempotent. */
    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        ListeningSocket listens = listening;
        if (listens != null) { // the end of an event loop may leave its channels open
            listens.close();
        }
        group.submit(connections::closeAll).awaitUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        healthThread.shutdown();
        pageThread.shutdown();
        page.close();
    }
}
