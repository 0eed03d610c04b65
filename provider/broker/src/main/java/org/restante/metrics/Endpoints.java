package org.restante.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health}, {@code /ready} and {@code /metrics} over HTTP, by a few threads of its own, {@link RequestThreads}.
 *
 * <p>Health means that the broker answers within two seconds and its log has not failed; restart a process that is not healthy.
 * Readiness means that the broker accepts connections and sends; do not restart a process that is only not ready. Both answer 200, or
 * 503 with the reason. Any thread may use it. The trap: everybody who can reach the address can read everything, so listen only on this
 * machine or in a closed network.
 */
public final class Endpoints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final RequestThreads threads;
    private final Probe probe;
    private final PrometheusPage page;
    private final Supplier<@Nullable String> notReady;

    private Endpoints(HttpServer server, RestanteMetrics metrics, Supplier<@Nullable String> notReady) {
        this.server = server;
        this.notReady = notReady;
        this.probe = metrics.probe();
        this.page = new PrometheusPage(metrics);
        this.threads = new RequestThreads(System::nanoTime);
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
        HttpServer server;
        try {
            server = HttpServer.create(at, RequestThreads.MAX_WAITING);
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen for HTTP on " + at + ": " + e.getMessage()
                            + "; take another port, or end the process that listens there",
                    e);
        }
        Endpoints endpoints = new Endpoints(server, metrics, notReady);
        server.setExecutor(endpoints.threads);
        server.createContext("/", endpoints::answer);
        server.start();
        return endpoints;
    }

    /** The address at which it listens, with the actual port. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        threads.headIsRead();
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")
                    && !exchange.getRequestMethod().equals("HEAD")) {
                answer(exchange, METHOD_NOT_ALLOWED, PLAIN, "only GET and HEAD are served\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> answer(exchange, "ok", unhealthyReason());
                case "/ready" -> answer(exchange, "ready", notReadyReason());
                case "/metrics" -> answer(exchange, OK, PROMETHEUS, page.text());
                default ->
                    answer(exchange, NOT_FOUND, PLAIN, "not found; the paths are /health, /ready and /metrics\n");
            }
        } catch (RuntimeException e) {
            LOG.warn("A request for {} over HTTP failed", exchange.getRequestURI(), e);
            throw e;
        }
    }

    /** The reason why the broker is not healthy; null if it is. */
    private @Nullable String unhealthyReason() {
        try {
            probe.info();
            return null;
        } catch (NoAnswerException e) {
            return e.getMessage();
        }
    }

    /** The reason why the broker is not ready; null if it is. */
    private @Nullable String notReadyReason() {
        String why = notReady.get();
        if (why != null) {
            return why;
        }
        try {
            return probe.info().log().hasRoom() ? null : "the disk is full: sends are refused until there is room";
        } catch (NoAnswerException e) {
            return e.getMessage();
        }
    }

    private static void answer(HttpExchange exchange, String positive, @Nullable String reason) throws IOException {
        answer(exchange, reason == null ? OK : SERVICE_UNAVAILABLE, PLAIN, (reason == null ? positive : reason) + '\n');
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Stops listening. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
        threads.close();
        page.close();
    }
}
