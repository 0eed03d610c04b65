package org.restante.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The systemd unit and the Dockerfile, as far as they can be checked without systemd and a container engine: their syntax, that the
 * program they start exists, and that it does not run as root.
 */
final class PackagingTest {

    private static final Set<String> INSTRUCTIONS = Set.of(
            "FROM",
            "RUN",
            "COPY",
            "USER",
            "WORKDIR",
            "VOLUME",
            "EXPOSE",
            "STOPSIGNAL",
            "HEALTHCHECK",
            "ENTRYPOINT",
            "CMD");
    private static final Set<String> SECTIONS = Set.of("[Unit]", "[Service]", "[Install]");

    private static Path packaging(String file) {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        return top.resolve("packaging").resolve(file);
    }

    /** Instructions of the Dockerfile, each on one line. */
    private static List<String> instructions() throws IOException {
        String text = Files.readString(packaging("Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n\\s*", "");
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static String argument(List<String> instructions, String name) {
        return instructions.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    @Test
    void theDockerfileHasKnownInstructionsAndRunsAsNobodySpecial() throws IOException {
        List<String> instructions = instructions();
        assertTrue(instructions.get(0).startsWith("FROM "), () -> instructions.get(0));
        for (String instruction : instructions) {
            assertTrue(INSTRUCTIONS.contains(instruction.split(" ")[0]), instruction);
        }
        assertEquals("7270:7270", argument(instructions, "USER"));
        assertTrue(argument(instructions, "HEALTHCHECK").contains("/health"));
        for (String copied :
                instructions.stream().filter(line -> line.startsWith("COPY ")).toList()) {
            assertTrue(copied.startsWith("COPY shell/target/"), copied);
        }
    }

    @Test
    void bothStartWhatThereIs() throws IOException {
        List<String> instructions = instructions();
        assertTrue(argument(instructions, "ENTRYPOINT").endsWith('"' + Main.class.getName() + "\"]"));
        assertServes(List.of(
                argument(instructions, "CMD").replaceAll("[\\[\\]\",]", "").split(" ")));
        String start = unit().stream()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        List<String> words = List.of(start.split(" "));
        int main = words.indexOf(Main.class.getName());
        assertServes(words.subList(main + 1, words.size()));
    }

    /** The command line of the unit, with a missing file, is understood: the only error is the file. */
    private static void assertServes(List<String> words) {
        List<String> arguments = new ArrayList<>(words);
        arguments.set(arguments.indexOf("--config") + 1, "/nowhere/restante.conf");
        arguments.add("--check");
        Ran ran = Ran.on(Path.of("/nowhere"), "", arguments.toArray(String[]::new));
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("no such file: /nowhere/restante.conf"), ran.err());
    }

    private static List<String> unit() throws IOException {
        return Files.readAllLines(packaging("restante.service"));
    }

    @Test
    void theUnitHasSectionsOfKeysAndRunsAsAUserOfItsOwn() throws IOException {
        List<String> unit = unit();
        for (String line : unit) {
            boolean isLine = line.isBlank()
                    || line.startsWith("#")
                    || SECTIONS.contains(line)
                    || line.matches("[A-Z][A-Za-z]+=.+");
            assertTrue(isLine, line);
        }
        assertTrue(unit.containsAll(SECTIONS));
        assertTrue(unit.contains("User=restante"));
        assertFalse(unit.contains("User=root"));
    }

    /** systemd checks the syntax, where it is installed; its errors about files that are not installed are ignored. */
    @Test
    void systemdTakesTheUnitWhereThereIsOne() throws IOException, InterruptedException {
        Process verify = new ProcessBuilder(
                        "sh",
                        "-c",
                        "command -v systemd-analyze >/dev/null || exit 0; systemd-analyze verify \"$1\" 2>&1",
                        "sh",
                        packaging("restante.service").toString())
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        verify.waitFor();
        assertFalse(said.contains("Unknown") || said.contains("Failed to parse"), said);
    }
}
