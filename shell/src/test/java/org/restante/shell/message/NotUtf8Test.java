package org.restante.shell.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;
import org.restante.shell.terminal.ExitCode;

/** Bytes that are not UTF-8, where the shell needs text: refused with input, line and byte, and nothing of the line is sent. */
final class NotUtf8Test {
    @TempDir
    private Path data;

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String file(String text) throws IOException {
        return Files.write(data.resolve("latin1"), latin1(text)).toString();
    }

    private String waiting() {
        return Ran.on(data, "", "browse", "orders", "-o", "raw").out();
    }

    private static void refused(Ran ran, String place) {
        assertTrue(ran.code() == ExitCode.FAILED || ran.code() == ExitCode.USAGE, ran.toString());
        assertTrue(ran.err().contains(place + ", is not UTF-8"), ran.err());
    }

    @Test
    void asAScript() throws Exception {
        String file = file("publish orders one\npublish orders caf\u00e9\npublish orders three\n");
        refused(Ran.on(data, "", "source", file), file + ", line 2, byte 19");
        assertEquals("one\n", waiting());
        refused(Ran.on(data, "", "source", file, "--keep-going"), file + ", line 2, byte 19");
    }

    @Test
    void asCommandsOnStandardInput() {
        byte[] commands = latin1("publish orders one\npublish orders 'a\nb\u00e9'\npublish orders three\n");
        refused(Ran.in(data, commands), "standard input, line 3, byte 2");
        assertEquals("one\n", waiting());
        refused(Ran.in(data, commands, "source", "-"), "standard input, line 3, byte 2");
    }

    @Test
    void asEnvelopes() throws Exception {
        String lines = "{\"body\":\"one\"}\n\n{\"body\":\"caf\u00e9\"}\n";
        refused(
                Ran.in(data, latin1(lines), "publish", "orders", "-", "--each", "envelope"),
                "standard input, line 3, byte 13");
        assertEquals("one\n", waiting());
        String file = file(lines);
        refused(Ran.on(data, "", "publish", "orders", "@" + file, "--each", "envelope"), file + ", line 3, byte 13");
    }

    @Test
    void asAnArrayOfJson() throws Exception {
        String file = file("[\"one\",\n\"caf\u00e9\"]");
        refused(Ran.on(data, "", "publish", "orders", "@" + file, "--each", "json"), file + ", line 2, byte 5");
    }

    @Test
    void asRowsAndTemplates() throws Exception {
        String file = file("id\n1\ncaf\u00e9\n");
        refused(
                Ran.on(data, "", "publish", "orders", "${row.id}", "--template", "--rows", file),
                file + ", line 3, byte 4");
        refused(Ran.on(data, "", "publish", "orders", "@" + file, "--template"), "line 3, byte 4");
        refused(Ran.on(data, "", "publish", "orders", "@" + file, "--body", "text"), "line 3, byte 4");
        assertEquals("", waiting());
    }

    @Test
    void asAPasswordWhichIsNotShown() throws Exception {
        String file = file("s\u00e9cret\n");
        String users = data.resolve("users").toString();
        Ran ran = Ran.on(data, "", "user", "add", "anna", "--users", users, "--password-file", file);
        refused(ran, file + ", line 1, byte 2");
        ran = Ran.in(data, latin1("s\u00e9cret\n"), "user", "add", "anna", "--users", users, "--password-file", "-");
        refused(ran, "standard input, line 1, byte 2");
    }

    @Test
    void asUsersConfigurationContextAndExport() throws Exception {
        String file = file("# one\n# caf\u00e9\n");
        refused(Ran.on(data, "", "user", "list", "--users", file), file + ", line 2, byte 6");
        refused(Ran.on(data, "", "serve", "--config", file, "--check"), file + ", line 2, byte 6");
        String export = file("{\"restante-export\":1}\n# caf\u00e9\n");
        refused(Ran.on(data, "", "import", "orders", export), export + ", line 2, byte 6");
        Path contexts = Files.createDirectories(data.resolve(".config/restante/contexts"));
        Path context = Files.write(contexts.resolve("prod.properties"), latin1("user=caf\u00e9\n"));
        refused(Ran.on(data, "", "--context", "prod", "queues"), context + ", line 1, byte 9");
    }

    /** The other lines are imported, before and behind the bad one. */
    @Test
    void asALineOfAnExportOnlyThatLineIsSkippedOnRequest() throws Exception {
        Ran.on(data, "one\ntwo\nthree\n", "publish", "orders", "-");
        String text = Ran.on(data, "", "export", "orders", "-", "-q").out();
        String file = file(text.replace("two", "caf\u00e9"));
        int at = text.lines().toList().get(2).indexOf("two") + "caf".length() + 1;

        Ran ran = Ran.on(data, "", "import", "copy", file, "--skip-bad");

        assertEquals(ExitCode.FAILED, ran.code());
        assertEquals(
                "restante: " + file + ", line 3, byte " + at
                        + ", is not UTF-8; convert the text to UTF-8, for example with iconv\n",
                ran.err());
        assertEquals("2 messages imported to queue:copy, 1 bad line skipped\n", ran.out());
        assertEquals(
                "one\nthree\n", Ran.on(data, "", "browse", "copy", "-o", "raw").out());

        Ran all = Ran.on(data, "", "import", "other", file);
        refused(all, file + ", line 3, byte " + at);
        assertEquals("one\n", Ran.on(data, "", "browse", "other", "-o", "raw").out());
    }

    /** A body need not be text. */
    @Test
    void isABodyOfBytesWhereTheBodyMayBeBytes() {
        assertEquals(
                0, Ran.in(data, latin1("caf\u00e9\n"), "publish", "orders", "-").code());
        assertEquals(
                "bytes\n",
                Ran.on(data, "", "browse", "orders", "--format", "{kind}").out());
    }
}
