package org.restante.shell.provider;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.broker.BrokerService;

/** Another provider's broker, in a process of its own that ends with its standard input. */
final class OtherBroker {

    private final Process process;
    private final String url;

    private OtherBroker(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** @param kind artemis or classic */
    static OtherBroker start(String kind, Path directory) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherBroker.class.getName(),
                        kind,
                        directory.toString())
                .redirectError(directory.resolve(kind + ".err").toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("url=")) {
                return new OtherBroker(process, line.substring(4));
            }
        }
        throw new IOException(kind + " did not start; see " + directory.resolve(kind + ".err"));
    }

    String url() {
        return url;
    }

    /** The jars of all providers, without the shell's own classes. */
    static String jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> each.endsWith(".jar") && !each.contains("restante"))
                .collect(Collectors.joining(","));
    }

    void stop() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** The main method of the process. */
    public static void main(String[] arguments) throws Exception {
        String url = arguments[0].equals("artemis") ? artemis(arguments[1]) : classic();
        System.out.println("url=" + url);
        System.out.flush();
        while (System.in.read() >= 0) {
            // until the test is over
        }
        Runtime.getRuntime().halt(0);
    }

    private static String artemis(String directory) throws Exception {
        String url = "tcp://127.0.0.1:" + freePort();
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJournalDirectory(directory)
                .addAcceptorConfiguration("tcp", url));
        broker.start();
        return url;
    }

    private static String classic() throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.getSystemUsage().getTempUsage().setLimit(10 << 20);
        String url = broker.addConnector("tcp://127.0.0.1:0").getPublishableConnectString();
        broker.start();
        broker.waitUntilStarted();
        return url;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The options for the shell to connect to it. */
    static List<String> options(String factory, String url) {
        return List.of("--factory", factory, "--url", url, "--lib", jars());
    }
}
