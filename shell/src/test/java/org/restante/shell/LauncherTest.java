package org.restante.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both launchers, that of the sources and that of the archive, with a program in place of Java that prints its arguments and one in place
 * of Maven; under each shell of Unix that the machine has.
 */
final class LauncherTest {
    @TempDir
    private Path home;

    private Path sources;
    private Path archive;
    private Path java;

    @BeforeEach
    void copy() throws IOException {
        Path top = top();
        sources = Files.createDirectories(home.resolve("my sources"));
        archive = Files.createDirectories(home.resolve("an archive"));
        Path from = top.resolve("shell/src/archive");
        for (String script : List.of("streams.sh", "java.sh", "start.sh")) {
            copy(
                    from.resolve("lib").resolve(script),
                    sources.resolve("shell/src/archive/lib").resolve(script));
            copy(from.resolve("lib").resolve(script), archive.resolve("lib").resolve(script));
        }
        copy(top.resolve("restante"), sources.resolve("restante"));
        copy(from.resolve("bin/restante"), archive.resolve("bin/restante"));
        Files.writeString(archive.resolve("lib/build"), "1 x\n");
        program(sources.resolve("mvnw"), "echo \"skips ${MAVEN_SKIP_RC:-nothing}\" >built\nmkdir -p shell/target/lib");
        java = home.resolve("a jdk");
        program(java.resolve("bin/java"), "for word in \"$@\"; do echo \"<$word>\"; done");
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    private static Path top() {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        return top;
    }

    /** The launcher builds with maven.test.skip, which makes no jars of tests; the profile that needs them is off then. */
    @Test
    void buildOfTheLauncherNeedsNoJarOfTests() throws IOException {
        assertTrue(Files.readString(top().resolve("restante")).contains("-Dmaven.test.skip=true"));
        for (String module : List.of("provider/client", "provider/broker", "provider/kafka", "shell")) {
            String pom = Files.readString(top().resolve(module).resolve("pom.xml"));
            assertFalse(pom.split("<profiles>")[0].contains("<type>test-jar</type>"), module);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs a line of a shell in the home directory. */
    private Ran run(Map<String, String> environment, String line, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-c", line, "bash"));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("RESTANTE_CACHE", "off");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Ran(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    private static void started(Ran ran, Path classes) {
        assertEquals(0, ran.code(), ran.toString());
        assertTrue(ran.out().contains("<" + classes), ran.out());
        assertTrue(ran.out().endsWith("<org.restante.shell.Main>\n<publish>\n<a b>\n<*>\n"), ran.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash"})
    void environmentsDoNotChangeWhereTheyStart(String shell) throws Exception {
        assumeTrue(run(Map.of(), "command -v " + shell).code() == 0, shell);
        Files.createDirectories(home.resolve("elsewhere/an archive/bin"));
        Files.createDirectories(home.resolve("elsewhere/an archive/lib"));
        Files.createDirectories(home.resolve("elsewhere/my sources"));
        Map<String, String> environment = Map.of(
                "CDPATH", home.resolve("elsewhere").toString(),
                "IFS", "/a",
                "GREP_OPTIONS", "--color=always -v",
                "SHELLOPTS", "noclobber:noglob",
                "JAVA_HOME", "a jdk",
                "RESTANTE_JAVA_OPTS", "-Dx=1 -Dy=*");
        for (int i = 0; i < 2; i++) {
            started(run(environment, shell + " 'an archive/bin/restante' publish 'a b' '*'"), archive.resolve("lib/*"));
            Ran ran = run(environment, shell + " 'my sources/restante' publish 'a b' '*'");
            started(ran, sources.resolve("shell/target/restante-shell.jar:"));
            assertTrue(ran.out().contains("<-Dx=1>\n<-Dy=*>\n"), ran.out());
        }
        assertEquals("skips yes\n", Files.readString(sources.resolve("built")));
    }

    /** A build takes minutes where libraries are fetched; the lines are those of Maven. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash"})
    void aBuildShowsWhatItDoes(String shell) throws Exception {
        assumeTrue(run(Map.of(), "command -v " + shell).code() == 0, shell);
        program(sources.resolve("mvnw"), """
                mkdir -p shell/target/lib
                echo '[INFO] Building Restante: client 0.1.0-SNAPSHOT                 [2/4]'
                i=0; while [ $i -lt 45 ]; do i=$((i + 1)); echo "Downloaded from central: https://repo/x$i.jar (1 kB)"; done
                echo '[INFO] Building jar: /x/y.jar'
                echo '[INFO] --- compiler:3.14:compile (default-compile) @ restante-client ---'
                echo '[INFO] Building Restante: shell 0.1.0-SNAPSHOT [4/4]'""");
        Ran ran = run(Map.of(), shell + " 'my sources/restante' publish 'a b' '*'");
        started(ran, sources.resolve("shell/target/restante-shell.jar:"));
        List<String> shown = ran.err().lines().toList();
        assertTrue(shown.get(0).startsWith("restante: building, as the sources are new; the first time"), ran.err());
        assertEquals(
                List.of(
                        "restante: building Restante: client [2/4]",
                        "restante: fetched 20 files",
                        "restante: fetched 40 files",
                        "restante: building Restante: shell [4/4]"),
                shown.subList(1, shown.size()));
        assertEquals(
                49,
                Files.readAllLines(sources.resolve("shell/target/launcher-build.log"))
                        .size());
        assertEquals("", run(Map.of(), shell + " 'my sources/restante' publish").err());
    }

    @Test
    void aBuildThatFailsShowsTheEndOfItsLog() throws Exception {
        program(sources.resolve("mvnw"), "echo '[ERROR] no compiler'\nexit 1");
        for (int i = 0; i < 2; i++) {
            Ran ran = run(Map.of(), "'my sources/restante' queues");
            assertEquals(1, ran.code());
            assertEquals("", ran.out());
            assertTrue(
                    ran.err().contains("[ERROR] no compiler\nrestante: the build failed; the whole log is in "),
                    ran.err());
        }
    }

    @Test
    void linksLeadToThem() throws Exception {
        Path bin = Files.createDirectories(home.resolve("a -bin"));
        Files.createSymbolicLink(bin.resolve("one"), Path.of("../an archive/bin/restante"));
        Files.createSymbolicLink(bin.resolve("two"), bin.resolve("one"));
        Files.createSymbolicLink(bin.resolve("three"), sources.resolve("restante"));
        started(run(Map.of(), "'a -bin/two' publish 'a b' '*'"), archive.resolve("lib/*"));
        started(run(Map.of(), "'a -bin/three' publish 'a b' '*'"), sources.resolve("shell/target/restante-shell.jar:"));
        started(run(Map.of(), "cd 'a -bin' && PATH=.:$PATH two publish 'a b' '*'"), archive.resolve("lib/*"));
    }

    @Test
    void aColonInThePathIsRefused() throws Exception {
        Files.move(archive, home.resolve("a:b"));
        Ran ran = run(Map.of(), "a:b/bin/restante queues");
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("has a colon"), ran.err());
        assertEquals("", ran.out());
    }

    @ParameterizedTest
    @CsvSource({
        "dash, <&-, standard input",
        "bash, <&-, standard input",
        "dash, >&-, standard output",
        "bash, >&-, standard output",
        "dash, 2>&-, ''",
        "bash, 2>&-, ''",
        "dash, <&- >&-, standard input",
        "bash, <&- >&- 2>&-, ''",
        "dash, <&- >&- 2>&-, ''"
    })
    void aClosedStreamIsRefused(String shell, String closing, String name) throws Exception {
        assumeTrue(run(Map.of(), "command -v " + shell).code() == 0, shell);
        for (String launcher : List.of("an archive/bin/restante", "my sources/restante")) {
            Ran ran = run(Map.of(), shell + " '" + launcher + "' publish orders - " + closing);
            assertEquals(2, ran.code(), ran.toString());
            assertEquals("", ran.out());
            assertTrue(ran.err().contains(name.isEmpty() ? "" : "restante: " + name + " is closed"), ran.err());
            assertFalse(ran.err().contains("descriptor"), ran.err());
        }
    }

    /** A service starts Java without the launcher. */
    @ParameterizedTest
    @CsvSource({"<&-, standard input", ">&-, standard output", "2>&-, ''", "<&- >&-, standard input"})
    void withoutALauncherItIsRefusedToo(String closing, String name) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        Path data = home.resolve("data");
        String[] program = {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--data",
            data.toString(),
            "publish",
            "orders",
            "-"
        };
        Ran ran = run(Map.of(), "exec \"$@\" " + closing, program);
        assertEquals(2, ran.code(), ran.toString());
        assertTrue(ran.err().contains(name.isEmpty() ? "" : "restante: " + name + " is closed"), ran.err());
        assertFalse(Files.exists(data));
        String jar = System.getProperty("java.class.path").split(":")[0];
        Path input = Files.isRegularFile(Path.of(jar))
                ? Path.of(jar)
                : Path.of(System.getProperty("java.home"), "lib", "modules");
        String reading = "exec \"$@\" -q --each all --body bytes <'" + input + "'";
        if (Files.size(input) < 10_000_000) {
            assertEquals(0, run(Map.of(), reading, program).code());
        }
    }
}
