package org.restante.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.restante.RestanteServer;
import org.restante.metrics.Endpoints;
import org.restante.metrics.RestanteMetrics;

/**
 * A server in a process of its own: {@code BROKER}. Writes its two ports; then, for each line of input, the bytes of the heap in use
 * after a collection, and its open handles. Ends with its input.
 */
final class SoakServer {

    private SoakServer() {}

    public static void main(String[] arguments) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (RestanteServer server = RestanteServer.start(arguments[0], "tcp://127.0.0.1:0");
                RestanteMetrics metrics =
                        new RestanteMetrics(server::admin, RestanteMetrics.DESTINATIONS, System::nanoTime);
                Endpoints http = Endpoints.start(any, metrics, () -> null)) {
            System.out.println(
                    server.addresses().get(0).port() + " " + http.address().getPort());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (in.readLine() != null) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                long used = runtime.totalMemory() - runtime.freeMemory();
                System.out.println(used + " " + handles());
            }
        }
    }

    private static long handles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
