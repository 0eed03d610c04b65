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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

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

    /** The files of the archive by their paths in it, as its description lists them. */
    private static Map<String, Path> archived() throws Exception {
        Path module = packaging("..").normalize().resolve("shell");
        Document description = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(module.resolve("src/archive/assembly.xml").toFile());
        Map<String, Path> files = new TreeMap<>();
        for (Element file : elements(description.getDocumentElement(), "file")) {
            Path source = source(module, text(file, "source"));
            files.put(
                    Path.of(text(file, "outputDirectory"), String.valueOf(source.getFileName()))
                            .toString(),
                    source);
        }
        for (Element set : elements(description.getDocumentElement(), "fileSet")) {
            Path directory = source(module, text(set, "directory"));
            if (!Files.isDirectory(directory) || directory.startsWith(module.resolve("target"))) {
                continue; // made by the build
            }
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.filter(Files::isRegularFile).toList()) {
                    String name = directory.relativize(each).toString();
                    List<Element> includes = elements(set, "include");
                    boolean included = includes.isEmpty() || includes.stream().anyMatch(one -> matches(one, name));
                    if (included && elements(set, "exclude").stream().noneMatch(one -> matches(one, name))) {
                        files.put(Path.of(text(set, "outputDirectory"), name).toString(), each);
                    }
                }
            }
        }
        return files;
    }

    private static boolean matches(Element pattern, String name) {
        String expression = pattern.getTextContent()
                .strip()
                .replace("**/", "\u0001")
                .replace(".", "\\.")
                .replace("*", "[^/]*")
                .replace("\u0001", "(.*/)?");
        return name.matches(expression);
    }

    private static Path source(Path module, String path) {
        return module.resolve(path.replace("${maven.multiModuleProjectDirectory}", "..")
                        .replace("${project.build.directory}", "target")
                        .replace("${project.build.outputDirectory}", "target/classes"))
                .normalize();
    }

    private static List<Element> elements(Element in, String name) {
        NodeList found = in.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static String text(Element in, String name) {
        List<Element> found = elements(in, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    /** Whoever reads the guides in the archive has no sources beside them. */
    @Test
    void eachLinkOfTheArchiveLeadsToAFileOfTheArchive() throws Exception {
        Map<String, Path> files = archived();
        assertTrue(files.containsKey("docs/shell.md") && files.containsKey("README.md"), files.keySet()::toString);
        assertTrue(files.containsKey("packaging/restante.service"), files.keySet()::toString);
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            if (!file.getKey().endsWith(".md")) {
                continue;
            }
            Path folder = Path.of("/").resolve(file.getKey()).getParent();
            Matcher link = Pattern.compile("]\\(([^)\\s#]+)[^)]*\\)")
                    .matcher(Files.readString(file.getValue()).replaceAll("(?s)```.*?```", ""));
            while (link.find()) {
                String target =
                        folder.resolve(link.group(1)).normalize().toString().substring(1);
                boolean isThere = files.containsKey(target)
                        || files.keySet().stream().anyMatch(name -> name.startsWith(target + "/"));
                if (!link.group(1).contains("://") && !isThere) {
                    broken.add(file.getKey() + " -> " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
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
