package org.restante.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server commands that start no server: init, serve --check, user. */
final class ServerCommandsTest {

    @TempDir
    private Path folder;

    private Ran run(String input, String... arguments) {
        return Ran.on(folder, input, arguments);
    }

    @Test
    void initWritesAFileThatServeTakes() {
        Path file = folder.resolve(".config/restante/restante.conf");
        assertEquals(file + "\n", run("", "init").out());
        Ran check = run("", "serve", "--check");
        assertEquals(0, check.code(), check.err());
        assertTrue(check.out().startsWith(file.toString()), check.out());
        Ran again = run("", "init");
        assertEquals(1, again.code());
        assertTrue(again.err().contains("exists and was not changed"), again.err());
    }

    @Test
    void checkNamesAllMistakesAndStartsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "lisen = x\nlog = loud\ndata = data\n");
        Ran check = run("", "serve", "--check", "--config", file.toString());
        assertEquals(2, check.code());
        assertTrue(
                check.err().contains("a.conf: line 1: there is no key 'lisen'; did you mean 'listen'?\n"), check.err());
        assertTrue(
                check.err().contains("a.conf: line 2: 'log' takes error, warn, info, debug; not 'loud'\n"),
                check.err());
        assertEquals(check, run("", "serve", "--check", "--config", file.toString(), "--quiet"));
        assertEquals(check, run("", "serve", "--config", file.toString(), "--quiet"));
        Files.writeString(file, "listen = tcp://0.0.0.0:7270\ndata = data\ntls.key = none\n");
        check = run("", "serve", "--check", "--config", file.toString());
        assertEquals(2, check.code());
        assertEquals(3, check.err().lines().count(), check.err());
        assertFalse(Files.exists(folder.resolve("data")), "it made the data directory");
    }

    @Test
    void operatorsOnlyNeedsPermissions() throws IOException {
        Ran check = run("", "serve", "--check", "--operators-only");
        assertEquals(2, check.code());
        assertTrue(check.err().contains("'operatorsOnly'") && check.err().contains("'permissions'"), check.err());
        Files.writeString(folder.resolve("permissions"), "allow anna all everything\n");
        Files.writeString(folder.resolve("users"), "");
        Path file = Files.writeString(folder.resolve("a.conf"), "users = users\npermissions = permissions\n");
        check = run("", "serve", "--check", "--operators-only", "--config", file.toString());
        assertEquals(0, check.code(), check.err());
    }

    @Test
    void serveWithoutItsFileSaysHowToGetOne() {
        Ran check = run("", "serve", "--config", folder.resolve("none.conf").toString());
        assertEquals(2, check.code());
        assertTrue(check.err().contains("'restante init' writes one"), check.err());
    }

    @Test
    void changesUsersWithoutAPasswordAmongItsArguments() throws IOException {
        String users = folder.resolve("users").toString();
        assertEquals(
                0,
                run("secret\n", "user", "add", "anna", "--users", users, "--password-file", "-")
                        .code());
        assertEquals(
                0,
                run("other\n", "user", "add", "bert", "--users", users, "--password-file", "-")
                        .code());
        assertEquals("anna\nbert\n", run("", "user", "list", "--users", users).out());
        List<String> before = Files.readAllLines(Path.of(users));
        assertEquals(
                0,
                run("third\n", "user", "passwd", "bert", "--users", users, "--password-file", "-")
                        .code());
        List<String> after = Files.readAllLines(Path.of(users));
        assertEquals(before.get(0), after.get(0));
        assertFalse(before.get(1).equals(after.get(1)), "the password is the same");
        assertEquals(0, run("", "user", "remove", "anna", "--users", users).code());
        assertEquals("bert\n", run("", "user", "list", "--users", users).out());

        assertEquals(1, run("", "user", "remove", "anna", "--users", users).code());
        assertEquals(
                1,
                run("x\n", "user", "add", "bert", "--users", users, "--password-file", "-")
                        .code());
        assertEquals(2, run("", "user", "add", "carl", "--users", users).code(), "nobody is here to ask");
        assertEquals(2, run("", "user", "add").code());
        assertEquals(2, run("", "user", "ad", "x", "--users", users).code());
        assertEquals(2, run("", "user", "list").code(), "no file is named");
    }
}
