package org.restante.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The time from the start of the shell's launcher to the end of a command, or to the prompt on a terminal that answers no queries. */
public final class ShellStart {

    private static final int MAX_TRIES = 200;

    private final String program;
    private final Path data;

    private ShellStart(String program, Path data) {
        this.program = program;
        this.data = data;
    }

    /** Arguments: runs, dir, program. */
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(given, "runs=11", "dir=target/data", "program=../restante");
        Path dir = Directories.empty(arguments.path("dir"), "shell");
        ShellStart shell = new ShellStart(arguments.path("program").normalize().toString(), dir.resolve("data"));
        Path cache = dir.resolve("cache");
        shell.command("off", "--version"); // builds the shell if necessary
        shell.fill(cache);
        Samples samples = new Samples();
        for (int run = 0; run < arguments.number("runs"); run++) {
            for (Map.Entry<String, String> each :
                    List.of(Map.entry("", "off"), Map.entry(", class data", cache.toString()))) {
                samples.add("--version" + each.getKey(), shell.command(each.getValue(), "--version"));
                samples.add("publish" + each.getKey(), shell.command(each.getValue(), "publish", "start", "text"));
                samples.add("prompt" + each.getKey(), shell.prompt(each.getValue()));
            }
        }
        Directories.delete(dir);
        samples.print("Start of the shell", "ms");
    }

    private ProcessBuilder process(String cache, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("RESTANTE_CACHE", cache);
        builder.environment().put("RESTANTE_DATA", data.toString());
        builder.environment().put("XDG_STATE_HOME", data.toString());
        builder.environment().put("TERM", "xterm-256color");
        return builder;
    }

    private double command(String cache, String... words) throws IOException, InterruptedException {
        List<String> all = Stream.concat(Stream.of(program), Stream.of(words)).toList();
        long start = System.nanoTime();
        Process process = process(cache, all).start();
        process.getOutputStream().close();
        process.getInputStream().readAllBytes();
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("the shell ended with code " + code + ": " + all);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** Measures the time until the prompt is shown, then leaves the shell. */
    private double prompt(String cache) throws IOException, InterruptedException {
        String words = "stty rows 24 cols 80; exec '" + program + "'";
        long start = System.nanoTime();
        Process process =
                process(cache, List.of("script", "-qfec", words, "/dev/null")).start();
        StringBuilder shown = new StringBuilder();
        try (InputStream in = process.getInputStream();
                OutputStream keys = process.getOutputStream()) {
            byte[] block = new byte[1024];
            double millis = 0;
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                shown.append(new String(block, 0, read, StandardCharsets.UTF_8));
                if (millis == 0 && shown.indexOf("data> ") >= 0) {
                    millis = (System.nanoTime() - start) / 1e6;
                    keys.write("exit\r".getBytes(StandardCharsets.UTF_8));
                    keys.flush();
                }
            }
            process.waitFor();
            if (millis == 0) {
                throw new IllegalStateException("no prompt was shown, only: " + shown);
            }
            return millis;
        }
    }

    /** Runs the shell until the archive of class data, which is created in the background, exists. */
    private void fill(Path cache) throws IOException, InterruptedException {
        for (int i = 0; i < MAX_TRIES; i++) {
            command(cache.toString(), "--version");
            try (Stream<Path> files = Files.list(cache)) {
                if (files.anyMatch(file -> file.toString().endsWith(".jsa"))) {
                    return;
                }
            }
        }
        throw new IllegalStateException("no archive of class data appeared in " + cache);
    }
}
