package org.restante.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path TOP = Path.of("..");

    /** A Java sample after a comment with the name of its source file. */
    private static final Pattern SAMPLE = Pattern.compile("<!-- (\\S+\\.java) -->\n```java\n(.*?)```", Pattern.DOTALL);

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

    @Test
    void hasTheCommandThatContinuousIntegrationRuns() throws IOException {
        List<String> script = Files.readAllLines(TOP.resolve(".ci/run"));
        String command = script.get(script.size() - 1).replaceFirst("^exec ", "");
        assertTrue(Files.readAllLines(TOP.resolve("README.md")).stream()
                .anyMatch(line -> line.startsWith("    " + command + " ")));
    }

    /** A source file without its package declaration and its class comment. */
    private static String shown(String source) {
        return source.replaceFirst("package .*;\n\n", "").replaceFirst("(?s)/\\*\\*.*?\\*/\n", "");
    }
}
