package org.restante.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.tcp.LoopBreaker;

/** The endpoints of a broker, asked over a new connection each time. */
public final class HealthOf implements AutoCloseable {

    private final RestanteMetrics metrics;
    private final Endpoints endpoints;

    /** @param unhealthy why the process should be started again; null if there is no reason */
    public HealthOf(String broker, Supplier<@Nullable String> unhealthy) throws IOException {
        metrics = RestanteMetrics.of(broker);
        endpoints = Endpoints.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics, unhealthy, () -> null);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + endpoints.address().getPort() + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Ends the event loop of all connections by an error. */
    public void endLoop() {
        LoopBreaker.endAll(endpoints.loops());
    }

    @Override
    public void close() {
        endpoints.close();
        metrics.close();
    }
}
