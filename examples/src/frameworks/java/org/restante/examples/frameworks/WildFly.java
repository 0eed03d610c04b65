package org.restante.examples.frameworks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An application server as a process, with its files and its modules of the provider in a folder of its own. */
final class WildFly implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("wildfly"));
    private static final Path PROVIDER = Path.of("org", "jboss", "genericjms", "provider", "main");

    private final Path folder;
    private final int management;
    private Command command;

    private WildFly(Path folder, int management) throws IOException {
        this.folder = folder;
        this.management = management;
        this.command = run();
    }

    /** Starts one that has the client as a module, and nothing else that is not in its distribution. */
    static WildFly start(Path folder, Path client) throws IOException {
        copy(HOME.resolve("standalone"), folder.resolve("base"));
        Path provider = Files.createDirectories(folder.resolve("modules").resolve(PROVIDER));
        Files.copy(Path.of("src", "frameworks", "wildfly", "module.xml"), provider.resolve("module.xml"));
        Files.copy(client, provider.resolve("restante-client.jar"));
        return new WildFly(folder, freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private Command run() throws IOException {
        return Command.start(
                folder.resolve("wildfly.txt"),
                Map.of(
                        "JBOSS_MODULEPATH", folder.resolve("modules") + File.pathSeparator + HOME.resolve("modules"),
                        "JAVA_OPTS", "-Xmx512m -Djava.net.preferIPv4Stack=true"
                                + " -Dcom.arjuna.ats.arjuna.recovery.periodicRecoveryPeriod=5"
                                + " -Dcom.arjuna.ats.arjuna.recovery.recoveryBackoffPeriod=1"
                                + " -Dcom.arjuna.ats.jta.orphanSafetyInterval=2000"),
                List.of(
                        "sh",
                        HOME.resolve(Path.of("bin", "standalone.sh")).toString(),
                        "-Djboss.server.base.dir=" + folder.resolve("base"),
                        "-Djboss.http.port=0",
                        "-Djboss.https.port=0",
                        "-Djboss.management.http.port=" + management));
    }

    /** Waits until it has started. */
    void awaitStart() {
        await().atMost(5, TimeUnit.MINUTES).until(() -> !command.isAlive() || hasStarted());
        assertTrue(hasStarted(), this::output);
    }

    private boolean hasStarted() {
        return output().contains("WFLYSRV0025");
    }

    /** Gives commands to its command line interface, and returns the output. */
    String command(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "sh",
                HOME.resolve(Path.of("bin", "jboss-cli.sh")).toString(),
                "--connect",
                "--controller=127.0.0.1:" + management));
        words.addAll(List.of(options));
        return Command.run(folder.resolve("cli.txt"), Map.of(), words);
    }

    String output() {
        return command.output();
    }

    boolean isAlive() {
        return command.isAlive();
    }

    /** Kills it, if it is still there, and starts it again on the same files. */
    void restart() throws IOException {
        command.close();
        command = run();
        awaitStart();
    }

    @Override
    public void close() {
        command.close();
    }
}
