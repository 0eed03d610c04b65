package org.restante.conformance.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the built jar in a process of its own, as a user does: on Restante, found through JNDI, from a fresh folder. */
class RunnableJarIT {

    private static final Path JAR = Path.of(System.getProperty("conformance.jar"));
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path folder;

    private record Ended(int code, String text) {}

    @BeforeEach
    void copiesTheJarsOfRestante() throws IOException {
        Path lib = Files.createDirectory(folder.resolve("jars"));
        Files.copy(JAR, folder.resolve("restante-conformance.jar"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (Files.isDirectory(path) && !path.startsWith(Path.of("target").toAbsolutePath())) {
                copyClasses(path, lib); // a module that is not packed, in a build of single modules
            } else if (name.endsWith(".jar") && !isOfTheSuite(name)) {
                Files.copy(path, lib.resolve(name));
            }
        }
        write("provider.properties", "vm:conformance", "");
    }

    private static void copyClasses(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static boolean isOfTheSuite(String name) {
        return name.startsWith("junit") || name.startsWith("restante-conformance") || name.startsWith("jakarta.jms");
    }

    private void write(String name, String uri, String more) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "java.naming.factory.initial=org.restante.jms.RestanteInitialContextFactory\njava.naming.provider.url="
                        + uri + "\n" + more);
    }

    @Test
    void twoCommandsOfTheReadmeGiveAReport() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String command = readme.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("java -jar restante-conformance.jar --jndi"))
                .findFirst()
                .orElseThrow();
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.set(0, JAVA);
        words.addAll(List.of("--only", "QueueTest,KillTest,AdministeredObjectsTest"));
        Ended ended = ended(words);
        assertEquals(0, ended.code(), ended.text());
        assertTrue(ended.text().contains("KILL: "), ended.text());
        assertFalse(ended.text().contains("\u001B"), "no terminal, but control characters: " + ended.text());
        Path report = folder.resolve("out");
        String html = Files.readString(report.resolve("index.html"));
        assertTrue(html.contains("Jakarta Messaging 3.1 on Restante"), html);
        assertTrue(Files.readString(report.resolve("TEST-org.restante.conformance.domains.QueueTest.xml"))
                .contains("failures=\"0\""));
        assertTrue(Files.exists(report.resolve("failed.txt")) && Files.exists(report.resolve("output.txt")));
    }

    @Test
    void brokerIsStartedRestartedAndKilledByCommands() throws Exception {
        String classPath = System.getProperty("java.class.path");
        String start = "exec " + JAVA + " -cp " + classPath + " org.restante.conformance.restante.ServerMain"
                + " vm:broker?data=" + folder.resolve("data") + " tcp://127.0.0.1:0 > started.txt";
        // The port must be known before the broker starts, so it is the one that a first start was given.
        Process first = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec " + JAVA + " -cp " + classPath
                                + " org.restante.conformance.restante.ServerMain vm:first tcp://127.0.0.1:0")
                .start();
        String port = first.inputReader().readLine();
        first.destroy();
        first.waitFor();
        write(
                "provider.properties",
                "tcp://127.0.0.1:" + port,
                "conformance.capabilities=RESTART,KILL\nconformance.start="
                        + start.replace("127.0.0.1:0", "127.0.0.1:" + port) + "\n");
        Ended ended = run(
                "--only",
                "DurabilityTest.orderOutlivesARestart,KillTest.persistentMessageWhoseSendReturnedOutlivesAKill");
        assertEquals(0, ended.code(), ended.text());
        assertTrue(ended.text().lines().anyMatch(line -> line.matches("all +2 +0 +0 +0")), ended.text());
    }

    @Test
    void unlistedFailureAndListedTestThatPassesGiveExitCodeOne() throws Exception {
        Files.writeString(folder.resolve("known.txt"), "QueueTest.sendsToNobody: x\n");
        Ended unknown = run("--known", "known.txt");
        assertEquals(2, unknown.code(), unknown.text());
        String name =
                run("--only", "QueueTest", "--list").text().lines().findFirst().orElseThrow();
        Files.writeString(folder.resolve("known.txt"), name.split(" ")[0] + ": fails\n");
        Ended ended = run("--known", "known.txt", "--only", name.split(" ")[0]);
        assertEquals(1, ended.code(), ended.text());
        assertTrue(ended.text().contains("remove it from the list"), ended.text());
    }

    @Test
    void badUseIsExplained() throws Exception {
        write("wrong.properties", "vm:x", "java.naming.factory.initial=org.example.Factory\n");
        write("absent.properties", "tcp://127.0.0.1:1", "");
        write("broken.properties", "tcp://127.0.0.1:1", "conformance.start=echo no space left; exit 3\n");
        assertBad("--lib", "none.jar", "none.jar is neither a folder nor a jar");
        assertBad("--jndi", "wrong.properties", "names org.example.Factory, which cannot be used");
        assertBad("--jndi", "absent.properties", "No connection to the provider");
        assertBad("--jndi", "broken.properties", "ended with exit code 3");
        assertBad("--jndi", "broken.properties", "no space left");
        assertBad("--reprot", "x", "Unknown option");
    }

    private void assertBad(String option, String value, String message) throws Exception {
        Ended ended = option.equals("--jndi")
                ? ended(List.of(JAVA, "-jar", "restante-conformance.jar", "--lib", "jars", option, value))
                : run(option, value);
        assertEquals(2, ended.code(), ended.text());
        assertTrue(ended.text().contains(message), ended.text());
    }

    @Test
    void jarHasNothingOfAProvider() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> strange = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.matches("(org/restante/conformance|jakarta/jms|org/junit|org/opentest4j|"
                            + "org/apiguardian|org/awaitility|org/hamcrest|org/jspecify|META-INF/versions)/.*"))
                    .toList();
            assertEquals(List.of(), strange);
        }
    }

    @Test
    void jarHasTheLicencesOfItsLibraries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (String name : List.of("LICENSE", "LICENSE.md", "NOTICE.md", "LICENSE-notice.md", "THIRD-PARTY.md")) {
                assertNotNull(jar.getEntry("META-INF/" + name), name);
            }
        }
    }

    private Ended run(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of(JAVA, "-jar", "restante-conformance.jar", "--jndi", "provider.properties", "--lib", "jars"));
        words.addAll(List.of(more));
        return ended(words);
    }

    private Ended ended(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }
}
