package org.restante.shell.prompt;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Commands;
import org.restante.shell.Ran;
import org.restante.shell.output.OutputOptions;
import org.restante.shell.session.BrokerUri;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.session.Credentials;
import org.restante.shell.session.RestanteBroker;
import org.restante.shell.terminal.Environment;

/** A first session: lines typed at the prompt, and the output of the terminal. */
final class TypingTest {
    /** Ctrl-D. */
    private static final int END = 4;

    @TempDir
    private Path directory;

    private final ExecutorService person = Executors.newSingleThreadExecutor();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private Path data;
    private Path history;
    private PipedOutputStream keys;
    private Terminal terminal;
    private Future<Integer> prompt;

    @BeforeEach
    void open() throws IOException {
        open("dumb");
    }

    private void open(String type) throws IOException {
        data = directory.resolve("data");
        history = directory.resolve("history");
        keys = new PipedOutputStream();
        terminal = new DumbTerminal("test", type, new PipedInputStream(keys, 1 << 16), screen, StandardCharsets.UTF_8);
        Attributes attributes = terminal.getAttributes();
        attributes.setControlChar(Attributes.ControlChar.VEOF, END);
        terminal.setAttributes(attributes);
        RestanteBroker broker = new RestanteBroker(new BrokerUri("vm:shell?data=" + data, "here"));
        PrintWriter unused = new PrintWriter(Writer.nullWriter());
        Environment environment = new Environment(
                Map.of(), directory, new ByteArrayInputStream(new byte[0]), screen, unused, true, false);
        Opening opening = new Opening(
                broker,
                Credentials.NOBODY,
                new OutputOptions(),
                environment,
                session -> Commands.of(session, new ConnectionOptions(environment)),
                Commands::configured,
                () -> new String[] {"restante"},
                List::of);
        prompt = person.submit(() -> new Typing(terminal, history, true, false).run(terminal, opening));
    }

    @AfterEach
    void close() throws IOException {
        person.shutdownNow();
        terminal.close();
    }

    private void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Waits for something new on the screen. */
    private void see(String text) {
        await().until(() -> screen().contains(text));
        screen.reset();
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    private int ended() throws InterruptedException, ExecutionException, TimeoutException {
        return prompt.get(1, TimeUnit.MINUTES);
    }

    @Test
    void leadsThroughTheFirstSession() throws Exception {
        Path order = Files.writeString(directory.resolve("order2.json"), "{\"id\":2}");
        type("publish orders '{\"id\":1,\"item\":\"tea\"}'\n");
        see("ID:");
        type("publish orders @" + order + "\n");
        see("ID:");
        type("poll orders\n");
        see("\"item\" : \"tea\"");
        type("ack\n");
        see("1 message acknowledged");
        type("subscribe topic:news --durable anna\n");
        see("listening to topic:news for anna");
        terminal.raise(Terminal.Signal.INT);
        see("0 messages received");
        type("exit\n");
        assertEquals(0, ended());

        Ran.on(data, "one\ntwo\nthree\n", "publish", "topic:news", "-");
        Ran polled = Ran.on(data, "", "poll", "topic:news", "--durable", "anna", "--ack", "--max", "10");

        assertEquals(List.of("one", "two", "three"), polled.bodies());
        assertEquals(List.of("{\"id\":2}"), Ran.on(data, "", "browse", "orders").bodies());
    }

    @Test
    void showsLiveWhatASubscriberReceives() throws Exception {
        type("subscribe topic:news\n");
        see("listening to topic:news");

        Ran.on(data, "", "publish", "topic:news", "hot");
        see("    hot");
        terminal.raise(Terminal.Signal.INT);
        see("1 message received");
        type("exit\n");

        assertEquals(0, ended());
    }

    @Test
    void interruptsAPollThatWaits() throws Exception {
        type("create orders\n");
        see("queue:orders created");
        type("poll orders --wait 1h\n");
        await().until(() -> Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals("org.restante.shell.message.Poll")
                        && frame.getMethodName().equals("first")));
        terminal.raise(Terminal.Signal.INT);
        see("interrupted");
        type("publish orders one\n");
        see("ID:");
    }

    @Test
    void readsLinesUntilTheirEnd() throws Exception {
        type("publish orders -\none\ntwo\n");
        await().until(() -> Ran.on(data, "", "browse", "orders").bodies().equals(List.of("one", "two")));
        type(Character.toString(END));
        see("2 messages sent to queue:orders");
    }

    @Test
    void runsLinesThatWerePastedTogether() throws Exception {
        type("publish orders 'one\ntwo' # of two lines\nbrowse orders\n");
        see("    two");
    }

    @Test
    void takesTypedLinesAsTheyAreAndForgetsThem() throws Exception {
        type("publish orders -\nit's one\ntwo\n" + Character.toString(END));
        see("2 messages sent to queue:orders");
        type("exit\n");
        assertEquals(0, ended());

        assertEquals(
                List.of("it's one", "two"), Ran.on(data, "", "browse", "orders").bodies());
        assertFalse(Files.readString(history).contains("it's one"), Files.readString(history));
    }

    @Test
    void saysWhatItGivesBackAtTheEnd() throws Exception {
        type("publish orders one\npoll orders\n");
        see("1 message held");
        type(Character.toString(END));

        assertEquals(0, ended());
        assertTrue(screen().contains("1 message held and not acknowledged: put back"), screen());
        assertEquals(List.of("one"), Ran.on(data, "", "browse", "orders").bodies());
    }

    @Test
    void completesCommandsAndOptions() throws Exception {
        type("exit\n");
        ended();
        open("ansi"); // a dumb terminal has no completion

        type("publ\torders tea --pri\t9\n");
        see("ID:");
        type("browse orders\n");
        see("priority 9");
    }

    @Test
    void remembersWhatWasTyped() throws Exception {
        type("publish orders 'a!b\\n'\nexit\n");
        assertEquals(0, ended());

        assertTrue(Files.readString(history).contains("a!b\\"), Files.readString(history));
        assertEquals(List.of("a!b\\n"), Ran.on(data, "", "browse", "orders").bodies());
    }
}
