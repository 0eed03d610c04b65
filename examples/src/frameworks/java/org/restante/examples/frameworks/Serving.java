package org.restante.examples.frameworks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code restante serve} as a process. */
final class Serving implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on (tcp:\\S+)");

    private final Path folder;
    private Command command;

    private Serving(Path folder, Command command) {
        this.folder = folder;
        this.command = command;
    }

    /** Starts one on a free port. */
    static Serving start(Path folder) throws IOException {
        return new Serving(folder, run(folder, "tcp://127.0.0.1:0"));
    }

    private static Command run(Path folder, String listen) throws IOException {
        return Command.start(
                folder.resolve("serve.txt"),
                Map.of(),
                Command.java(
                        List.of("-cp", System.getProperty("surefire.test.class.path")),
                        "org.restante.shell.Main",
                        "serve",
                        "--data",
                        folder.resolve("data").toString(),
                        "--listen",
                        listen));
    }

    /** Kills it and starts it again on the same port and data. */
    void restart() throws IOException {
        String uri = uri();
        command.close();
        command = run(folder, uri);
        uri();
    }

    /** Its URI, once it listens. */
    String uri() {
        await().atMost(60, TimeUnit.SECONDS).until(() -> !command.isAlive() || address().find());
        Matcher address = address();
        assertTrue(address.find(), command::output);
        return address.group(1);
    }

    private Matcher address() {
        return LISTENING.matcher(command.output());
    }

    @Override
    public void close() {
        command.close();
    }
}
