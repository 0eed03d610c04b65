package org.restante.shell;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The release archive, unpacked and run as users do. */
final class ArchiveIT {

    private static final String ARCHIVE = System.getProperty("archive");

    @TempDir
    private Path home;

    private Path unpacked;

    @BeforeEach
    void unpack() throws Exception {
        Path place = Files.createDirectory(home.resolve("a place"));
        assertEquals(
                0,
                new ProcessBuilder("tar", "-xzf", ARCHIVE + ".tar.gz", "-C", place.toString())
                        .inheritIO()
                        .start()
                        .waitFor());
        unpacked = place.resolve(Path.of(ARCHIVE).getFileName());
    }

    private Ran run(Map<String, String> environment, String program, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(List.of(arguments));
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("RESTANTE_CACHE", "off");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Ran(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    private Ran restante(String... arguments) throws Exception {
        return run(Map.of(), unpacked.resolve("bin/restante").toString(), arguments);
    }

    @Test
    void tellsWhatItIs() throws Exception {
        Ran ran = restante("--version");
        assertEquals("", ran.err());
        List<String> lines = ran.out().lines().toList();
        String version = String.valueOf(Path.of(ARCHIVE).getFileName()).replaceFirst("restante-", "");
        assertTrue(
                lines.get(0).matches("restante \\Q" + version + "\\E, commit ([0-9a-f]{12}(-changed)?|unknown)"),
                lines.get(0));
        assertTrue(lines.get(1).startsWith("Java " + System.getProperty("java.runtime.version")), lines.get(1));
        assertEquals(0, ran.code());
    }

    @Test
    void eachLinkOfItsDocumentsLeadsToAFile() throws Exception {
        List<String> broken = new ArrayList<>();
        try (Stream<Path> all = Files.walk(unpacked)) {
            for (Path document :
                    all.filter(file -> file.toString().endsWith(".md")).toList()) {
                String text = Files.readString(document).replaceAll("(?s)```.*?```", "");
                Pattern.compile("]\\(([^)\\s#]+)[^)]*\\)")
                        .matcher(text)
                        .results()
                        .map(link -> link.group(1))
                        .filter(target -> !target.contains("://") && !Files.exists(document.resolveSibling(target)))
                        .forEach(target -> broken.add(document + " -> " + target));
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(Files.exists(unpacked.resolve("packaging/restante.service")));
    }

    /** As its README shows it. */
    @Test
    void runsAnExampleWithoutABuild() throws Exception {
        Ran ran = run(
                Map.of(),
                "sh",
                "-c",
                "cd '" + unpacked
                        + "' && java -cp 'lib/*' examples/src/main/java/org/restante/examples/SendAndReceive.java");
        assertEquals(new Ran(0, "tea\n", ""), ran);
    }

    @Test
    void runsThroughLinksFromAPlaceThatNobodyMayWrite() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("restante"), unpacked.resolve("bin/restante"));
        Path other = Files.createSymbolicLink(home.resolve("other"), link.getFileName());
        try (Stream<Path> all = Files.walk(unpacked)) {
            for (Path each : all.toList()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("r-xr-xr-x"));
            }
        }
        try {
            Ran sent = run(Map.of(), other.toString(), "publish", "orders", "tea and milk");
            assertEquals(0, sent.code(), sent.err());
            assertEquals(
                    "tea and milk\n",
                    run(Map.of(), link.toString(), "poll", "orders", "--ack", "-qoraw")
                            .out());
            assertTrue(Files.isDirectory(home.resolve(".local/share/restante")));
        } finally {
            try (Stream<Path> all = Files.walk(unpacked)) {
                for (Path each : all.toList()) {
                    Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
    }

    /** A program that prints a version of Java. */
    private Path java(String version, boolean release) throws IOException {
        Path java = Files.createDirectories(home.resolve("jdk-" + version + release));
        Path bin = Files.createDirectory(java.resolve("bin"));
        Path program = Files.writeString(
                bin.resolve("java"), "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2020-01-01' >&2\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (release) {
            Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        }
        return java;
    }

    @Test
    void saysWhichJavaItNeedsAndWhichOneWasThere() throws Exception {
        String program = unpacked.resolve("bin/restante").toString();
        for (boolean release : new boolean[] {true, false}) {
            for (String version : List.of("11.0.2", "1.8.0_412")) {
                Path java = java(version, release);
                Ran ran = run(Map.of("JAVA_HOME", java.toString()), program, "queues");
                assertEquals(1, ran.code());
                assertEquals(
                        "restante: " + java + "/bin/java is version " + version
                                + "; install Java 17 or later, or set JAVA_HOME\n",
                        ran.err());
            }
        }
        Ran none = run(Map.of("JAVA_HOME", "/nowhere"), program, "queues");
        assertEquals(1, none.code());
        assertTrue(none.err().contains("JAVA_HOME is /nowhere, but it has no bin/java"), none.err());
    }

    @Test
    void theSecondStartTakesClassesFromAnArchive() throws Exception {
        Path cache = home.resolve("cache");
        Path place =
                Files.move(unpacked, home.resolve("restante")); // the JVM archives no classes if the path has a space
        String program = place.resolve("bin/restante").toString();
        Map<String, String> cached = new HashMap<>(Map.of("RESTANTE_CACHE", cache.toString()));
        assertEquals(0, run(cached, program, "publish", "orders", "tea").code());
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            try (Stream<Path> files = Files.list(cache)) {
                List<String> names = files.map(Path::toString).toList();
                return names.stream().anyMatch(name -> name.endsWith(".jsa"))
                        && names.stream().noneMatch(name -> name.endsWith(".new"));
            }
        });
        Path loaded = home.resolve("loaded");
        cached.put("RESTANTE_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
        Ran second = run(cached, program, "publish", "orders", "milk");
        assertEquals("", second.err());
        assertEquals(0, second.code());
        assertTrue(
                Files.readAllLines(loaded).stream()
                        .anyMatch(line -> line.contains(" " + Main.class.getName() + " source: shared objects file")),
                "the shell's classes came from the archive");
    }

    @Test
    void bothFormsHaveTheSame() throws Exception {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(unpacked)) {
            all.filter(Files::isRegularFile)
                    .forEach(file ->
                            files.add(unpacked.getParent().relativize(file).toString()));
        }
        TreeSet<String> zipped = new TreeSet<>();
        try (ZipFile zip = new ZipFile(ARCHIVE + ".zip")) {
            zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .forEach(zipped::add);
        }
        assertEquals(files, zipped);
        for (String needed : List.of(
                "README.md",
                "LICENSE",
                "bin/restante",
                "bin/restante.bat",
                "completions/restante.bash",
                "completions/_restante",
                "completions/restante.fish",
                "man/man1/restante.1",
                "man/man1/restante-publish.1",
                "docs/shell.md",
                "docs/configuration.md",
                "docs/limits.md",
                "docs/messages.svg",
                "docs/ways-to-run.svg",
                "lib/restante-shell.jar")) {
            assertTrue(Files.exists(unpacked.resolve(needed)), needed);
        }
    }

    /** The checks that need no Windows. */
    @Test
    void theLauncherOfWindowsHasItsLineEndsAndStartsTheSameProgram() throws Exception {
        String bat = Files.readString(unpacked.resolve("bin/restante.bat"), StandardCharsets.US_ASCII);
        assertTrue(bat.lines().count() > 10);
        assertEquals(bat.replace("\r\n", "\n").replace("\n", "\r\n"), bat);
        assertTrue(bat.contains(" " + Main.class.getName() + " %*"));
    }
}
