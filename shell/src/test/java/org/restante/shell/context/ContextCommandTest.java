package org.restante.shell.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Main;
import org.restante.shell.Ran;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ExitCode;

/** Contexts: saved options, precedence, and no saved password. */
final class ContextCommandTest {
    @TempDir
    private Path home;

    private Ran with(Map<String, String> environment, String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int code = Main.run(
                arguments,
                new Environment(
                        environment,
                        home,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        out,
                        new PrintWriter(err),
                        false,
                        false));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString());
    }

    private Ran run(String... arguments) {
        return with(Map.of(), "", arguments);
    }

    private void add(String name) {
        Ran ran = run("context", "add", name, "--data", home.resolve(name).toString());
        assertEquals(0, ran.code(), ran.err());
    }

    @Test
    void usesWhatWasAdded() {
        add("one");
        add("two");
        run("--context", "one", "publish", "orders", "in one");
        assertEquals(0, run("context", "use", "two").code());
        run("publish", "orders", "in two");

        assertEquals("in two\n", run("browse", "orders", "-o", "raw").out());
        assertEquals(
                "in one\n",
                run("browse", "orders", "-o", "raw", "--context", "one").out());
        assertEquals(
                "in one\n",
                with(Map.of("RESTANTE_CONTEXT", "one"), "", "browse", "orders", "-o", "raw")
                        .out());
        assertEquals(
                "",
                with(Map.of("RESTANTE_DATA", home.resolve("three").toString()), "", "browse", "orders", "-o", "raw")
                        .out());
        assertEquals(
                "one false\ntwo true\n",
                run("context", "--format", "{name} {current}").out());
    }

    @Test
    void goesToAnotherAtThePrompt() {
        add("one");
        add("two");
        run("--context", "one", "publish", "orders", "in one");
        Ran ran = with(
                Map.of("RESTANTE_CONTEXT", "one"),
                "poll orders -o raw\ncontext use two\nack\npublish orders tea\nbrowse orders -o raw\n");

        assertTrue(ran.out().startsWith("in one\n"), ran.err());
        assertTrue(ran.out().endsWith("tea\n"), ran.out());
        assertTrue(ran.err().contains("no message is held"), ran.err());
        assertEquals(
                "in one\n",
                run("--context", "one", "browse", "orders", "-o", "raw").out());
    }

    @Test
    void addsAtThePrompt() {
        String data = home.resolve("three").toString();
        Ran ran = with(
                Map.of("RESTANTE_DATA", home.resolve("usual").toString()),
                "context add three --data " + data + "\ncontext use three\npublish orders tea\ncontext add none\n");

        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("nothing to save"), ran.err());
        assertEquals(
                "tea\n",
                run("--context", "three", "browse", "orders", "-o", "raw").out());
    }

    @Test
    void keepsNoPasswordAndShowsItToNobodyElse() throws IOException {
        Path password = Files.writeString(home.resolve("password"), "secret\n");
        run(
                "context",
                "add",
                "prod",
                "--url",
                "tcp://127.0.0.1:1",
                "--user",
                "anna",
                "--password-file",
                password.toString());
        Path directory = home.resolve(".config/restante/contexts");

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all::toString);
            assertFalse(Files.readString(all.get(0)).contains("secret"));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(all.get(0))));
        }
        assertTrue(run("context", "show", "prod").out().contains("anna"));
        assertEquals(
                ExitCode.NO_CONNECTION,
                run("--context", "prod", "browse", "orders").code());
    }

    @Test
    void removesOne() {
        add("one");
        run("context", "use", "one");
        assertEquals(0, run("context", "remove", "one").code());

        assertEquals("[]\n", run("context", "-o", "json").out());
        Ran gone = run("--context", "one", "browse", "orders");
        assertEquals(ExitCode.NOTHING, gone.code());
        assertTrue(gone.err().contains("no such context: 'one'"), gone.err());
    }

    @Test
    void refusesWhatIsNoContext() {
        for (List<String> wrong : List.of(
                List.of("context", "add", "x"),
                List.of("context", "add", "../x", "--url", "vm:x"),
                List.of("context", "add"),
                List.of("context", "brew", "x"),
                List.of("context", "add", "x", "--lib", "a.jar"),
                List.of("context", "add", "x", "--factory", "A", "--jndi", "b"),
                List.of("context", "add", "x", "--factory", "A", "--data", "b"),
                List.of("context", "add", "x", "--url", "vm:x", "--user", "anna", "--password-file", "-"))) {
            Ran ran = run(wrong.toArray(String[]::new));
            assertEquals(ExitCode.USAGE, ran.code(), wrong + ran.err());
        }
        assertEquals("[]\n", run("context", "-o", "json").out());
    }

    @Test
    void connectsByRestantesOwnFactory() {
        String[] own = {
            "--factory",
            "org.restante.jms.RestanteConnectionFactory",
            "--url",
            "vm:own?idleTimeout=0&data=" + home.resolve("own")
        };
        Ran ran = run(Stream.concat(Stream.of(own), Stream.of("publish", "orders", "tea"))
                .toArray(String[]::new));
        assertEquals(0, ran.code(), ran.err());

        assertEquals(
                "tea\n",
                run(Stream.concat(Stream.of(own), Stream.of("poll", "orders", "--ack", "-o", "raw"))
                                .toArray(String[]::new))
                        .out());
    }

    @Test
    void saysWhatIsWrongWithAFactory() {
        Ran missing = run("--factory", "org.example.None", "browse", "orders");
        Ran none = run("--factory", "java.lang.StringBuilder", "browse", "orders");
        Ran library = run(
                "--factory", "org.example.None", "--lib", home.resolve("no.jar").toString(), "browse", "orders");
        Ran property = run(
                "--factory", "org.restante.jms.RestanteConnectionFactory", "--set", "colour=red", "browse", "orders");

        assertTrue(missing.err().contains("class not found: org.example.None; name its jars"), missing.err());
        assertTrue(none.err().contains("is not a connection factory of Jakarta Messaging"), none.err());
        assertTrue(library.err().contains("check --lib"), library.err());
        assertTrue(property.err().contains("has no property 'colour'"), property.err());
    }

    @Test
    void changedContextKeepsItsMode() throws IOException {
        add("one");
        add("two");
        run("context", "use", "one");
        Path contexts = home.resolve(".config/restante/contexts");
        Files.setPosixFilePermissions(contexts, PosixFilePermissions.fromString("rwxr-x---"));
        for (String name : List.of("one.properties", "current")) {
            Files.setPosixFilePermissions(contexts.resolve(name), PosixFilePermissions.fromString("rw-r-----"));
        }

        add("one");
        run("context", "use", "two");

        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(contexts)));
        for (String name : List.of("one.properties", "current")) {
            assertEquals(
                    "rw-r-----",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(contexts.resolve(name))),
                    name);
        }
    }
}
