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

    private final Command command;

    private Serving(Command command) {
        this.command = command;
    }

    static Serving start(Path folder) throws IOException {
        return new Serving(Command.start(
                folder.resolve("serve.txt"),
                Map.of(),
                Command.java(
                        List.of("-cp", System.getProperty("surefire.test.class.path")),
                        "org.restante.shell.Main",
                        "serve",
                        "--data",
                        folder.resolve("data").toString(),
                        "--listen",
                        "tcp://127.0.0.1:0")));
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
