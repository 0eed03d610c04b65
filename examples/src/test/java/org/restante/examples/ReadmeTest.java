package org.restante.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {

    private static final Path TOP = Path.of("..");

    /** A Java sample after a comment with the name of its source file. */
    private static final Pattern SAMPLE = Pattern.compile("<!-- (\\S+\\.java) -->\n```java\n(.*?)```", Pattern.DOTALL);

    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>([^<]*)</artifactId>[^<]*(?:<!--.*?-->\\s*)?<version>([^<]*)</version>",
            Pattern.DOTALL);

    @Test
    void eachJavaSampleIsAnExample() throws IOException {
        String readme = Files.readString(TOP.resolve("README.md"));
        List<MatchResult> samples = SAMPLE.matcher(readme).results().toList();
        assertFalse(samples.isEmpty());
        assertEquals(
                samples.size(),
                Pattern.compile("```java").matcher(readme).results().count());
        for (MatchResult sample : samples) {
            assertEquals(shown(Files.readString(TOP.resolve(sample.group(1)))), sample.group(2));
        }
    }

    /** Without a build and without a package; on the class path of the two dependencies that the README names. */
    @Test
    void theSampleRunsAsItIsPrinted(@TempDir Path home) throws Exception {
        Matcher sample = SAMPLE.matcher(Files.readString(TOP.resolve("README.md")));
        assertTrue(sample.find());
        Path file = Files.writeString(home.resolve("SendAndReceive.java"), sample.group(2));
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals("", Files.readString(err));
        assertEquals("tea\n", Files.readString(out));
        assertEquals(0, process.exitValue());
    }

    /** The module of the examples has no other dependencies at run time, and the versions are those of the build. */
    @Test
    void theDependenciesAreThoseOfTheExamples() throws IOException {
        String readme = Files.readString(TOP.resolve("README.md"));
        String pom = Files.readString(TOP.resolve("pom.xml"));
        List<MatchResult> named = DEPENDENCY.matcher(readme).results().toList();
        assertEquals(
                List.of("restante-broker", "slf4j-jdk14"),
                named.stream().map(one -> one.group(1)).toList());
        Matcher project = Pattern.compile("<version>(.*?)</version>").matcher(pom);
        Matcher slf4j = Pattern.compile("<slf4j.version>(.*?)</slf4j.version>").matcher(pom);
        assertTrue(project.find() && slf4j.find());
        assertEquals(project.group(1), named.get(0).group(2));
        assertEquals(slf4j.group(1), named.get(1).group(2));
    }

    /** The exec plugin of Maven, and others that call main by reflection, need a public class. */
    @Test
    void eachExampleCanBeCalledFromOutside() throws Exception {
        int mains = 0;
        for (String name : names()) {
            Class<?> example = Class.forName("org.restante.examples." + name);
            assertTrue(Modifier.isPublic(example.getModifiers()), name);
            assertTrue(
                    Modifier.isPublic(example.getMethod("main", String[].class).getModifiers()), name);
            mains++;
        }
        assertTrue(mains >= 5);
    }

    /** Each command that the README shows is there: programs, and the classes that measure, or the short names of the script. */
    @Test
    void theCommandsAreThere() throws IOException {
        String readme = Files.readString(TOP.resolve("README.md"));
        for (String program : List.of("restante", "mvnw", "benchmarks/run")) {
            assertTrue(readme.contains(program + " "), program);
            assertTrue(Files.isExecutable(TOP.resolve(program)), program);
        }
        List<MatchResult> runs = Pattern.compile("benchmarks/run (\\w+)")
                .matcher(readme)
                .results()
                .toList();
        assertFalse(runs.isEmpty());
        try (Stream<Path> files = Files.walk(TOP.resolve("benchmarks/src"))) {
            List<String> names =
                    files.map(file -> String.valueOf(file.getFileName())).toList();
            String script = Files.readString(TOP.resolve("benchmarks/run"));
            runs.forEach(run -> assertTrue(
                    names.contains(run.group(1) + ".java") || script.contains("[ \"$name\" = " + run.group(1) + " ]"),
                    run.group(1)));
        }
    }

    @Test
    void hasTheCommandThatContinuousIntegrationRuns() throws IOException {
        List<String> script = Files.readAllLines(TOP.resolve(".ci/run"));
        String command = script.get(script.size() - 1).replaceFirst("^exec ", "");
        assertTrue(Files.readAllLines(TOP.resolve("README.md")).stream()
                .anyMatch(line -> line.startsWith("    " + command + " ")));
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/restante/examples"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals("package-info.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList();
        }
    }

    /** A source file without its package declaration and its class comment. */
    private static String shown(String source) {
        return source.replaceFirst("package .*;\n\n", "").replaceFirst("(?s)/\\*\\*.*?\\*/\n", "");
    }
}
