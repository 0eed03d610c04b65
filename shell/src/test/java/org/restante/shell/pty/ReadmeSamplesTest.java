package org.restante.shell.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;

/**
 * The commands that README.md shows with their output run as they are printed, one after the other in one home: first the session at the
 * prompt, here as a script, then the lines behind {@code $} in a shell of Unix. Identifiers and times differ.
 */
final class ReadmeSamplesTest {
    private static final String PROMPT = "    $ ";

    @TempDir
    private Path home;

    @BeforeEach
    void prepare() throws IOException {
        String words = ShellProcess.command().stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        Path program = Files.writeString(home.resolve("restante"), "#!/bin/sh\nexec " + words + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private Ran sh(String line) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        ShellProcess.surround(builder, home, Map.of());
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("it did not end: " + line);
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static String stable(String text) {
        return text.replaceAll("ID:[0-9a-f]+-[0-9a-f]+-[0-9a-f]+", "ID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}", "TIME")
                .stripTrailing();
    }

    @Test
    void theCommandsOfTheReadmeShowWhatItPrints() throws Exception {
        List<String> readme = Files.readAllLines(Path.of("../README.md"));
        List<String> session = new ArrayList<>();
        List<String> printed = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        boolean inCommands = false;
        for (String line : readme) {
            if (line.matches("restante[^>]*> .+")) {
                session.add(line.replaceFirst("restante[^>]*> ", ""));
            }
            inCommands = line.startsWith(PROMPT) || (inCommands && line.startsWith("    "));
            if (line.startsWith(PROMPT)) {
                commands.add(line.substring(PROMPT.length()));
                printed.add("");
            } else if (inCommands) {
                printed.set(printed.size() - 1, printed.get(printed.size() - 1) + line.substring(4) + "\n");
            }
        }
        assertFalse(session.isEmpty() || commands.isEmpty());
        Files.write(home.resolve("session"), session);
        Ran typed = sh("./restante < session");
        assertEquals(3, typed.code(), typed.toString()); // nothing waits for the new subscription
        for (int i = 0; i < commands.size(); i++) {
            Ran ran = sh(commands.get(i));
            assertEquals("", ran.err(), commands.get(i));
            assertEquals(0, ran.code(), commands.get(i));
            assertEquals(stable(printed.get(i)), stable(ran.out()), commands.get(i));
        }
    }
}
