package org.restante.shell.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;
import org.restante.shell.terminal.ExitCode;

/** The help: commands, topics, and the words that it uses. */
final class HelpTest {
    @TempDir
    private Path home;

    private Ran run(String... arguments) {
        return Ran.on(home, "", arguments);
    }

    private List<String> commands() {
        return run("help")
                .out()
                .lines()
                .takeWhile(line -> !line.startsWith("Topics"))
                .filter(line -> line.matches("  [a-z]+(, [a-z]+)? {2,}\\S.*"))
                .map(line -> line.strip().split("[ ,]")[0])
                .toList();
    }

    @Test
    void theExitCodesAreListedOnceAndEachCommandNamesTheTopic() {
        assertTrue(commands().size() > 40);
        for (String name : commands()) {
            Ran ran = run("help", name);
            assertEquals(0, ran.code(), ran.err());
            assertFalse(ran.out().contains("141"), ran.out());
            assertEquals(
                    1,
                    ran.out()
                            .lines()
                            .filter(line -> line.contains("help exit-codes"))
                            .count(),
                    ran.out());
        }
        String topic = run("help", "exit-codes").out();
        for (Map.Entry<Integer, String> code : ExitCode.meanings().entrySet()) {
            assertTrue(topic.replaceAll("\\s+", " ").contains(" " + code.getKey() + " " + code.getValue()), topic);
        }
        assertTrue(
                run("help").out().contains("\n  exit-codes      "), run("help").out());
        assertTrue(Ran.on(home, "help exit-codes\n").out().contains("130"));
    }

    /** The table of the guide has the same codes with the same words. */
    @Test
    void theGuideHasTheSameExitCodes() throws Exception {
        String guide = Files.readString(Path.of("../docs/shell.md"));
        ExitCode.meanings().forEach((code, meaning) -> {
            String row = "| " + code + " | " + meaning.replace("| head", "`\\| head`") + " |\n";
            assertTrue(guide.contains(row), row);
        });
    }

    @Test
    void anUnknownTopicIsAUsageError() {
        Ran ran = run("help", "recipe");
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().startsWith("restante: unknown command 'recipe'"), ran.err());
    }

    /** Words that stand for one thing: the first is what no text may have, the second what it says in its place. */
    @Test
    void theHelpUsesOneWordForOneThing() {
        Map<String, String> instead = Map.of(
                "(?i)defaults to|by default|\\(default|default is", "default: 100",
                "(?i)comma[- ]separated|list of commas", "separated by commas",
                "(?i)given back|gives? (them|it|messages) back", "puts it back",
                "(?i)\\bdead letters?\\b|moved? to the dead", "dead-lettered",
                "(?i)\\bis (ok|fine|good|correct)\\b", "is valid",
                "(?i)usage mistake|wrong usage|invalid usage", "usage error",
                "(?i)(narrower|longer|closer|closest|more exact|most specific) pattern", "the more specific pattern");
        for (String name : commands()) {
            String text = run("help", name).out().replaceAll("\\s+", " ");
            instead.forEach((wrong, right) -> assertFalse(
                    Pattern.compile(wrong).matcher(text).find(), () -> name + ": write '" + right + "' in: " + text));
        }
    }
}
