package org.restante.shell.pty;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.restante.shell.Main;
import org.restante.shell.Ran;

/** The shell as a process, with its output in files. */
final class ShellProcess {

    private ShellProcess() {}

    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    /** Sets a home directory of its own, so that the user's own files have no effect on the tests. */
    static void surround(ProcessBuilder builder, Path home, Map<String, String> environment) {
        Map<String, String> own = builder.environment();
        own.keySet()
                .removeIf(name -> name.startsWith("RESTANTE_")
                        || name.startsWith("XDG_")
                        || name.equals("NO_COLOR")
                        || name.equals("COLUMNS")
                        || name.equals("LINES")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("TERM"));
        own.put("HOME", home.toString());
        own.put("LC_ALL", "C.UTF-8");
        own.putAll(environment);
        builder.directory(home.toFile());
    }

    /** Runs it to its end. */
    static Ran run(Path home, Map<String, String> environment, String input, String... arguments)
            throws IOException, InterruptedException {
        File out = Files.createTempFile(home, "out", "").toFile();
        File err = Files.createTempFile(home, "err", "").toFile();
        List<String> words = new java.util.ArrayList<>(command());
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out).redirectError(err);
        surround(builder, home, environment);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e; // the process has ended before it read all input, which is allowed
            }
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end: " + words);
        }
        return new Ran(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }
}
