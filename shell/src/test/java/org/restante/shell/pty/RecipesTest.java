package org.restante.shell.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;

/**
 * Each recipe of {@code help recipes} runs as it is printed, with what its task needs; docs/recipes.md has the same recipes. With {@code
 * -Ddocs.shell=write} the document is written anew.
 */
final class RecipesTest {
    private static final Path DOCUMENT = Path.of("../docs/recipes.md");
    private static final String WAITING = "restante publish orders '{\"item\":\"tea\"}' --property region=north\n";

    /** The lines that make what a recipe needs, and a part of the output that shows that it worked. */
    private record Case(String before, String shows) {}

    private static final Map<String, Case> CASES = Map.ofEntries(
            Map.entry("See what waits", new Case(WAITING, "{\"item\":\"tea\"}\n")),
            Map.entry("Send the lines", new Case("", "2 messages sent to queue:orders\n".repeat(3))),
            Map.entry("Give each waiting", new Case(WAITING, "handled {\"item\":\"tea\"}\n")),
            Map.entry("Wait in a script", new Case("restante publish ready now\n", "    now\n")),
            Map.entry("Copy messages", new Case(WAITING, "1 message sent to queue:orders\n")),
            Map.entry("Change messages", new Case(WAITING, "1 message sent to queue:orders.changed\n")),
            Map.entry("Save a queue", new Case(WAITING, "")),
            Map.entry(
                    "See why",
                    new Case(
                            "restante settings jobs maxDeliveries=1\nrestante publish jobs x\nrestante poll jobs\n",
                            " delivered once and never acknowledged")),
            Map.entry("Deliver at most", new Case("", "")),
            Map.entry("Send several", new Case("", "ID:")),
            Map.entry("Follow one", new Case("", "QUEUED")),
            Map.entry("Send a message later", new Case("", "0 6 * * *")),
            Map.entry("Keep the messages", new Case("", "    tea is cheap\n")),
            Map.entry("Answer requests", new Case("", "TEA")),
            Map.entry("Empty a queue", new Case(WAITING, "")),
            Map.entry("List queues", new Case(WAITING, "orders")),
            Map.entry("Measure", new Case("", "1,000")));

    @TempDir
    private Path home;

    @BeforeEach
    void prepare() throws IOException {
        String words = ShellProcess.command().stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        Path program = home.resolve("bin/restante");
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(program, "#!/bin/sh\nexec " + words + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(home.resolve("orders.txt"), "tea\ncoffee\n");
        Files.writeString(home.resolve("orders.json"), "[{\"id\":1},{\"id\":2}]\n");
        Files.writeString(home.resolve("orders.csv"), "id\n1\n2\n");
    }

    private Ran sh(String lines, Path data) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", lines)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        ShellProcess.surround(
                builder,
                home,
                Map.of("PATH", home.resolve("bin") + ":" + System.getenv("PATH"), "RESTANTE_DATA", data.toString()));
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("it did not end: " + lines);
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Map<String, String> printed() {
        Map<String, String> recipes = new LinkedHashMap<>();
        String text = Ran.on(home, "", "help", "recipes").out();
        for (String recipe : text.split("\n\n")) {
            String lines = recipe.lines()
                    .filter(line -> line.startsWith("    "))
                    .map(line -> line.substring(4) + "\n")
                    .collect(Collectors.joining());
            if (!lines.isEmpty()) { // the head has none
                recipes.put(recipe.lines().findFirst().orElse(""), lines);
            }
        }
        return recipes;
    }

    @Test
    void eachRecipeRunsAsItIsPrinted() throws Exception {
        Map<String, String> recipes = printed();
        assertEquals(CASES.size(), recipes.size(), recipes.keySet()::toString);
        List<String> failed = new ArrayList<>();
        for (Map.Entry<String, String> recipe : recipes.entrySet()) {
            Case each = CASES.entrySet().stream()
                    .filter(one -> recipe.getKey().startsWith(one.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no case for: " + recipe.getKey()))
                    .getValue();
            Path data = Files.createTempDirectory(home, "data");
            Ran ran = sh(each.before() + recipe.getValue(), data);
            if (ran.code() != 0 || !ran.out().contains(each.shows())) {
                failed.add(recipe.getKey() + ": " + ran);
            }
        }
        assertEquals(List.of(), failed);
    }

    @Test
    void theDocumentHasTheSameRecipes() throws Exception {
        String head = """
                # Recipes

                Commands for common tasks, as `help recipes` shows them. Each runs as printed; a test runs all of them.
                These are commands for the system's shell; at the prompt they go without `restante` and without pipes.
                [shell.md](shell.md) is a tour of the shell.

                """;
        StringBuilder text = new StringBuilder(head);
        Pattern indented = Pattern.compile("(?m)^(?! )(.+)\n((?! ).+\n)?((?: {4}.*\n)+)");
        for (MatchResult recipe : indented.matcher(
                        Ran.on(home, "", "help", "recipes").out())
                .results()
                .toList()) {
            text.append("## ").append(recipe.group(1)).append("\n\n");
            text.append(recipe.group(2) == null ? "" : recipe.group(2) + "\n")
                    .append(recipe.group(3))
                    .append("\n");
        }
        String expected = text.toString().stripTrailing() + "\n";
        if ("write".equals(System.getProperty("docs.shell"))) {
            Files.writeString(DOCUMENT, expected);
        }
        assertTrue(expected.contains("\n## See what waits"), expected);
        assertEquals(expected, Files.readString(DOCUMENT, StandardCharsets.UTF_8));
    }
}
