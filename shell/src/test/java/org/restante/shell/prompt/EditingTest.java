package org.restante.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.prompt.WordPlace.Role;

/** A line while it is typed: the roles of its words, highlighting, completion and hints. */
final class EditingTest {
    @TempDir
    private Path home;

    private Grammar grammar;
    private Live live;
    private Choices choices;

    @BeforeEach
    void readTheCommands() {
        grammar = new Grammar(AllCommands.at(home));
        live = new Live(() -> null);
        choices = new Choices(grammar, live, () -> List.of("1", "2"), () -> List.of("prod", "test"));
    }

    @AfterEach
    void close() {
        live.close();
    }

    private List<Role> roles(String... words) {
        return grammar.places(List.of(words)).stream().map(WordPlace::role).toList();
    }

    @Test
    void eachWordIsWhatTheDefinitionsSay() {
        assertEquals(
                List.of(Role.NAME, Role.VALUE, Role.OPTION, Role.VALUE, Role.VALUE),
                roles("publish", "orders", "--priority", "5", "tea"));
        assertEquals(List.of(Role.UNKNOWN_NAME), roles("publsh"));
        assertEquals(List.of(Role.NAME, Role.UNKNOWN_OPTION), roles("queues", "--sideways"));
        assertEquals(List.of(Role.NAME, Role.VALUE, Role.TOO_MANY), roles("unsubscribe", "anna", "otto"));
        assertEquals(List.of(Role.NAME, Role.OPTION, Role.VALUE), roles("publish", "--", "--priority"));
    }

    private List<String> words(List<String> before, String word) {
        return choices.of(before, word).stream().map(Choices.Choice::word).toList();
    }

    @Test
    void completesCommandsAndOptions() {
        assertTrue(words(List.of(), "pub").contains("publish"));
        assertTrue(words(List.of("publish"), "--").contains("--priority"));
        assertTrue(words(List.of("help"), "").contains("publish"));
        assertEquals(List.of(), words(List.of("publsh"), ""));
    }

    @Test
    void completesTheWordsThatThereAre() {
        assertTrue(words(List.of("queues", "--output"), "").containsAll(List.of("table", "ndjson")));
        assertTrue(words(List.of("queues"), "--output=").contains("--output=ndjson"));
        assertEquals(List.of("1", "2"), words(List.of("ack"), "").subList(0, 2));
        assertEquals(List.of("prod", "test"), words(List.of("context", "use"), ""));
    }

    @Test
    void completesDestinationsThatWereNamed() {
        live.used("orders");
        live.used("topic:news");
        assertEquals(
                List.of("orders", "topic:news"),
                words(List.of("publish"), "").stream().sorted().toList());
    }

    @Test
    void completesFilesAndTheLastNameOfASelector() throws Exception {
        Files.createDirectory(home.resolve("inner"));
        Files.writeString(home.resolve("order.json"), "{}");
        List<String> files = words(List.of("import", "orders"), home + "/");
        assertTrue(files.contains(home + "/inner/") && files.contains(home + "/order.json"), files.toString());
        assertTrue(words(List.of("browse", "orders", "--selector"), "a = 1 AN").contains("a = 1 AND"));
    }

    @Test
    void completesWhatCommandsDoAndTheNamesOfSettings() {
        assertTrue(words(List.of("context"), "").containsAll(List.of("list", "add", "use")));
        assertEquals(List.of("prod", "test"), words(List.of("context", "use"), ""));
        Choices.Choice setting = choices.of(List.of("settings", "orders", "maxMessages=5"), "max")
                .get(0);
        assertEquals("maxDeliveries=", setting.word());
        assertFalse(setting.whole(), "its value follows");
        assertEquals(AttributedStyle.DEFAULT, style("settings orders maxDeliveries=5 ", "maxD"));
        assertEquals(Highlighting.WRONG, style("settings orders maxDeliverys=5 ", "maxD"));
    }

    @Test
    void completesNoOptionsWhereTheyHaveEnded() {
        live.used("orders");
        assertEquals(List.of("orders"), words(List.of("poll", "--"), "-d"));
        assertTrue(words(List.of("browse"), "-o=").contains("-o=ndjson"));
        assertEquals(List.of("queue:orders"), words(List.of("poll"), "queue:o"));
    }

    private AttributedStyle style(String text, String at) {
        AttributedString highlighted = new Highlighting(grammar).of(text);
        assertEquals(text, highlighted.toString());
        return highlighted.styleAt(text.indexOf(at));
    }

    @Test
    void highlightsKnownWords() {
        assertEquals(Highlighting.COMMAND, style("publish orders tea", "publish"));
        assertEquals(Highlighting.OPTION, style("publish orders --priority 5", "--priority"));
        assertEquals(Highlighting.TEXT, style("publish orders 'a text'", "'a"));
        assertEquals(Highlighting.KEY, style("publish orders '{\"id\":1}'", "\"id"));
        assertEquals(Highlighting.KEYWORD, style("browse orders --selector \"a = 'b' AND c > 1\"", "AND"));
    }

    @Test
    void highlightsAnErrorOnceTheWordIsComplete() {
        assertEquals(Highlighting.WRONG, style("publsh orders", "publsh"));
        assertEquals(AttributedStyle.DEFAULT, style("publ", "publ"));
        assertEquals(Highlighting.WRONG, style("queues --sideways ", "--sideways"));
        assertEquals(Highlighting.WRONG, style("queues --output purple ", "purple"));
        assertEquals(Highlighting.WRONG, style("publish orders '{\"id\":}' ", "\"id"));
        assertEquals(Highlighting.WRONG, style("browse orders --selector \"(a = 1\" ", "(a"));
        assertEquals(Highlighting.WRONG, style("unsubscribe anna otto", "otto"));
    }

    @Test
    void highlightsValuesThatAreInvalidForTheirOption() {
        assertEquals(Highlighting.WRONG, style("poll orders --max abc ", "abc"));
        assertEquals(AttributedStyle.DEFAULT, style("poll orders --max abc", "abc"));
        assertEquals(AttributedStyle.DEFAULT, style("poll orders --max 12 ", "12"));
        assertEquals(Highlighting.WRONG, style("poll orders --wait 5 ", "5"));
        assertEquals(AttributedStyle.DEFAULT, style("poll orders --wait 5s ", "5s"));
        assertEquals(Highlighting.WRONG, style("publish orders x --property foo ", "foo"));
        assertEquals(AttributedStyle.DEFAULT, style("publish orders x --property foo=1 ", "foo"));
        assertEquals(Highlighting.WRONG, style("publish orders x --rate fast ", "fast"));
        assertEquals(Highlighting.OPTION, style("queues --output=xml ", "--output="));
        assertEquals(Highlighting.WRONG, style("queues --output=xml ", "xml"));
        assertEquals(AttributedStyle.DEFAULT, style("queues --output=json ", "json"));
        assertEquals(Highlighting.WRONG, style("browse orders --selector=\"a =\" ", "a ="));
        assertEquals(Highlighting.WRONG, style("help nosuch ", "nosuch"));
        assertEquals(AttributedStyle.DEFAULT, style("help publish ", "publish"));
    }

    @Test
    void takesASelectorForWrongByItsFormOnly() {
        assertTrue(Highlighting.isSelector("a = 'it''s' AND (b > 1 OR c IS NULL)"));
        assertFalse(Highlighting.isSelector("a = 'open"));
        assertFalse(Highlighting.isSelector("a = 1)"));
        assertFalse(Highlighting.isSelector("a = 1 and"));
        assertFalse(Highlighting.isSelector("a >"));
        assertFalse(Highlighting.isSelector("a == 'b'"));
        assertFalse(Highlighting.isSelector("a = 'b' c = 'd'"));
    }

    @Test
    void hintsAtWhatMayComeNext() {
        Hint hint = new Hint(grammar);
        assertTrue(hint.behind("publish ").startsWith("DEST "), hint.behind("publish "));
        assertEquals("SUBSCRIPTION [--options]", hint.behind("unsubscribe "));
        assertEquals("[--options]", hint.behind("unsubscribe anna "));
        assertEquals("N", hint.behind("poll orders --max "));
        assertEquals("", hint.behind("publish"));
        assertEquals("", hint.behind("publish 'an open "));
        assertEquals("", hint.behind("publsh "));
        assertEquals("", hint.behind(""));
    }

    @Test
    void thePromptNamesThePlaceAndWhatIsOpen() {
        assertEquals("restante> ", Prompting.of("/home/anna/.local/share/restante", "", 0));
        assertEquals("mq:7270> ", Prompting.of("tcp://mq:7270?reconnect=5", "", 80));
        assertEquals("mq:7270 transaction 2 held> ", Prompting.of("tcp://mq:7270", " transaction 2 held", 80));
        String narrow = Prompting.of("tcp://a-machine-with-a-long-name:7270", " transaction 2 held", 40);
        assertTrue(narrow.length() <= 30 && narrow.endsWith(" tx 2 held> "), narrow);
    }
}
