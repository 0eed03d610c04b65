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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each Java sample in a guide is a part of an example that ExamplesTest runs. */
class GuideTest {

    private static final Path TOP = Path.of("..");
    private static final Pattern SAMPLE = Pattern.compile("<!-- (\\S+\\.java) -->\n```java\n(.*?)```", Pattern.DOTALL);

    private static final Pattern CONFIGURATION =
            Pattern.compile("<!-- (\\S+\\.(?:xml|cli|properties)) -->\n```\\w*\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/administration.md",
                "docs/application-servers.md",
                "docs/frameworks.md",
                "docs/moving.md",
                "docs/testing.md",
                "examples/README.md"
            })
    void eachJavaSampleIsAPartOfAnExample(String document) throws IOException {
        String guide = Files.readString(TOP.resolve(document));
        List<MatchResult> samples = SAMPLE.matcher(guide).results().toList();
        assertFalse(samples.isEmpty());
        assertEquals(
                samples.size(),
                Pattern.compile("```java").matcher(guide).results().count());
        for (MatchResult sample : samples) {
            String example = flush(Files.readString(TOP.resolve(sample.group(1))));
            assertTrue(example.contains(flush(sample.group(2))), () -> sample.group(1) + " has no\n" + sample.group(2));
        }
    }

    /** Files that the reader copies as they are; the profiles wildfly and frameworks, and the modules of examples, run them. */
    @ParameterizedTest
    @CsvSource({"docs/application-servers.md, 2", "docs/frameworks.md, 4", "examples/README.md, 4"})
    void eachFileOfConfigurationIsTheOneThatIsTested(String document, int number) throws IOException {
        String guide = Files.readString(TOP.resolve(document));
        List<MatchResult> files = CONFIGURATION.matcher(guide).results().toList();
        assertEquals(number, files.size());
        for (MatchResult file : files) {
            assertEquals(Files.readString(TOP.resolve(file.group(1))), file.group(2));
        }
    }

    /** The source without whitespace, because the formatter may break its lines at other places. */
    private static String flush(String source) {
        return source.replaceAll("\\s+", "");
    }
}
