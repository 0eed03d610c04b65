package org.restante.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.restante.FaultyServer;
import org.restante.RestanteServer;
import org.restante.disk.DiskFaults;
import org.restante.metrics.Endpoints;
import org.restante.metrics.RestanteMetrics;

/**
 * A server in a process of its own: {@code BROKER PORT HTTP-PORT}. Writes its two ports. Each line of its input is a command: {@code use}
 * writes the bytes of the heap in use after a collection, and its open handles; {@code stall MILLIS}, {@code full}, {@code room} and
 * {@code fail-sync} are faults of its disk. Ends with its input.
 */
final class SoakServer {

    private SoakServer() {}

    public static void main(String[] arguments) throws IOException {
        DiskFaults faults = new DiskFaults();
        InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[2]));
        try (RestanteServer server = FaultyServer.start(arguments[0], faults::over, "tcp://127.0.0.1:" + arguments[1]);
                RestanteMetrics metrics =
                        new RestanteMetrics(server::admin, RestanteMetrics.DESTINATIONS, System::nanoTime);
                Endpoints http = Endpoints.start(at, metrics, () -> null)) {
            System.out.println(
                    server.addresses().get(0).port() + " " + http.address().getPort());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                obey(line.split(" "), faults);
            }
        }
    }

    private static void obey(String[] command, DiskFaults faults) {
        switch (command[0]) {
            case "use" -> System.out.println(heap() + " " + handles());
            case "stall" -> faults.stall(Long.parseLong(command[1]));
            case "full" -> faults.setFull(true);
            case "room" -> faults.setFull(false);
            case "fail-sync" -> faults.failSync();
            default -> throw new IllegalArgumentException("there is no command '" + command[0] + "'");
        }
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long handles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
