package org.restante.shell.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;

/** The manual pages: they have all that help has, and the formatter, where it is installed, accepts them. */
final class ManualPageTest {

    private static final Set<String> MACROS = Set.of(".TH", ".SH", ".PP", ".TP", ".nf", ".fi");

    @TempDir
    private Path home;

    private Path pages;

    @BeforeEach
    void writeThem() {
        Ran ran = Ran.on(home, "", "manual", home.resolve("manual").toString());
        assertEquals(0, ran.code(), ran.err());
        pages = home.resolve("manual/man/man1");
    }

    private String page(String name) throws Exception {
        return Files.readString(pages.resolve(name + ".1"));
    }

    private List<Path> all() throws Exception {
        try (Stream<Path> files = Files.list(pages)) {
            return files.sorted().toList();
        }
    }

    private List<String> commands() {
        return Ran.on(home, "", "help")
                .out()
                .lines()
                .takeWhile(line -> !line.startsWith("Topics"))
                .filter(line -> line.matches("  [a-z]+(, [a-z]+)? {2,}\\S.*"))
                .map(line -> line.strip().split("[ ,]")[0])
                .toList();
    }

    /** The trap: picocli fills all text that looks like a variable, with "null" if the variable is unknown. */
    @Test
    void noHelpAndNoPageHasAPlaceThatWasFilledWronglyOrNotAtAll() throws Exception {
        Pattern wrong = Pattern.compile("\\bnull\\b|\\$\\$|\\$\\{[A-Z]|%n");
        List<String> texts = new ArrayList<>(List.of(Ran.on(home, "", "help").out()));
        for (String name : commands()) {
            texts.add(Ran.on(home, "", "help", name).out());
        }
        for (Path page : all()) {
            texts.add(Files.readString(page));
        }
        for (String text : texts) {
            assertFalse(wrong.matcher(text).find(), text);
        }
        assertTrue(Ran.on(home, "", "help", "publish").out().contains("'{\"id\":${n},\"amount\":${random:1-100}}'"));
        assertTrue(page("restante-publish").contains("'{\"id\":${n},"));
    }

    @Test
    void eachCommandOfTheHelpHasOne() throws Exception {
        List<String> names = commands();
        assertTrue(names.size() > 40, names.toString());
        for (String name : names) {
            assertTrue(Files.exists(pages.resolve("restante-" + name + ".1")), name);
            assertTrue(page("restante").contains("restante\\-" + name + "\\fR(1)"), name);
        }
        assertEquals(names.size() + 1, all().size());
    }

    @Test
    void tellsOptionsArgumentsAndExamples() throws Exception {
        String page = page("restante-purge");
        for (String each : List.of(
                ".SH NAME\nrestante\\-purge \\- deletes messages\n",
                ".SH SYNOPSIS\n\\fBrestante purge\\fR [\\fIOPTIONS\\fR] ",
                "\\fB\\-\\-dry\\-run\\fR",
                "\\fB\\-\\-older\\-than\\fR=\\fI",
                ".SH EXAMPLES\n.nf\npurge orders \\-\\-dry\\-run\n")) {
            assertTrue(page.contains(each), () -> each + " is not in\n" + page);
        }
        assertTrue(page("restante-queues").contains("table, json, ndjson, csv, raw"));
    }

    @Test
    void onlyThePageOfTheProgramListsTheExitCodes() throws Exception {
        assertTrue(page("restante").contains(".SH EXIT STATUS\n.TP\n\\fB0\\fR\ndone\n"));
        for (String name : commands()) {
            String page = page("restante-" + name);
            assertFalse(page.contains(".SH EXIT STATUS"), name);
            assertTrue(page.contains("\\fBrestante\\fR(1), which has"), name);
        }
    }

    @Test
    void theFormatterKnowsEveryLine() throws Exception {
        for (Path page : all()) {
            for (String line : Files.readAllLines(page)) {
                assertTrue(!line.startsWith("'"), line);
                assertTrue(!line.startsWith(".") || MACROS.contains(line.split(" ")[0]), line);
                assertTrue(!line.contains("%n"), line);
            }
        }
    }

    @Test
    void groffHasNothingToWarnOfWhereItIsInstalled() throws Exception {
        for (Path page : all()) {
            Process groff = new ProcessBuilder(
                            "sh",
                            "-c",
                            "command -v groff >/dev/null || exit 0; groff -man -Tascii -ww -z \"$1\" 2>&1",
                            "sh",
                            page.toString())
                    .start();
            String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            groff.waitFor();
            assertEquals("", said, page.toString());
        }
    }
}
