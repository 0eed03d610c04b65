package org.restante.outage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.restante.RestanteServer;
import org.restante.metrics.Endpoints;
import org.restante.metrics.RestanteMetrics;

/** A server in a process of its own: {@code BROKER LISTEN [http]}; says where it listens, and where for HTTP. */
final class ServerMain {

    private ServerMain() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        try (RestanteServer server = RestanteServer.start(args[0], args[1])) {
            System.out.println(server.addresses().get(0).port());
            if (args.length > 2) {
                serveHttp(server);
            }
            new CountDownLatch(1).await();
        }
    }

    private static void serveHttp(RestanteServer server) throws IOException {
        RestanteMetrics metrics = new RestanteMetrics(server::admin, 10, System::nanoTime);
        Endpoints endpoints = Endpoints.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics, server::failure, () -> null);
        System.out.println(endpoints.address().getPort());
    }
}
