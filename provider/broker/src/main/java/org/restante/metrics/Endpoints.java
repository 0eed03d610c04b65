package org.restante.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health}, {@code /ready} and {@code /metrics} over HTTP, by at most {@value #THREADS} threads of its own.
 *
 * <p>Health means that the broker answers within two seconds and its log has not failed; a process that is not healthy is to be
 * started again. Readiness means that it takes connections and sends; one that is not ready is to be left alone. Both answer 200, or
 * 503 with the reason. The trap: whoever reaches the address may read all of it, so it is for this machine, or a closed network.
 */
public final class Endpoints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final int THREADS = 4;
    private static final int MAX_WAITING = 32;
    private static final long IDLE_SECONDS = 30;
    private static final int OK = 200;
    private static final int NOT_THERE = 404;
    private static final int NOT_SO = 405;
    private static final int NOT_NOW = 503;
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Probe probe;
    private final PrometheusPage page;
    private final Supplier<@Nullable String> notReady;

    private Endpoints(HttpServer server, RestanteMetrics metrics, Supplier<@Nullable String> notReady) {
        this.server = server;
        this.notReady = notReady;
        this.probe = metrics.probe();
        this.page = new PrometheusPage(metrics);
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread made = new Thread(task, "restante-http");
                    made.setDaemon(true);
                    return made;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins to serve.
     *
     * @param at where; port 0 for any that is free
     * @param metrics closed by whoever made it, after this
     * @param notReady why no connections are taken, as while the server shuts down; null while they are
     * @throws IOException if nobody can listen there, and why
     */
    public static Endpoints start(InetSocketAddress at, RestanteMetrics metrics, Supplier<@Nullable String> notReady)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(at, MAX_WAITING);
        } catch (IOException e) {
            throw new IOException("cannot listen for HTTP on " + at + ": " + e.getMessage(), e);
        }
        Endpoints endpoints = new Endpoints(server, metrics, notReady);
        server.setExecutor(endpoints.threads);
        server.createContext("/", endpoints::answer);
        server.start();
        return endpoints;
    }

    /** Where it listens, with the port that was free. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")
                    && !exchange.getRequestMethod().equals("HEAD")) {
                answer(exchange, NOT_SO, PLAIN, "only GET and HEAD are served\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> answer(exchange, "ok", sick());
                case "/ready" -> answer(exchange, "ready", unready());
                case "/metrics" -> answer(exchange, OK, PROMETHEUS, page.text());
                default -> answer(exchange, NOT_THERE, PLAIN, "there are /health, /ready and /metrics\n");
            }
        } catch (RuntimeException e) {
            LOG.warn("A request for {} over HTTP failed", exchange.getRequestURI(), e);
            throw e;
        }
    }

    /** Why the broker is not well; null if it is. */
    private @Nullable String sick() {
        try {
            probe.info();
            return null;
        } catch (NoAnswerException e) {
            return e.getMessage();
        }
    }

    private @Nullable String unready() {
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

    private static void answer(HttpExchange exchange, String good, @Nullable String bad) throws IOException {
        answer(exchange, bad == null ? OK : NOT_NOW, PLAIN, (bad == null ? good : bad) + '\n');
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

    /** Listens no more. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        page.close();
    }
}
