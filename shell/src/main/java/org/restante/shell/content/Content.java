package org.restante.shell.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.Lines;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.StreamLines;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is sent, and where: a text, a file, what is read, or a template. Filled by picocli. */
public final class Content implements AutoCloseable {

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(
            index = "0",
            paramLabel = "DEST",
            description = "orders or queue:orders is a queue, topic:news a topic.")
    private Target target;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TEXT|@FILE|-",
            description = "The text, in single quotes if it has spaces or quotes; @FILE for a file's content; - for"
                    + " standard input. A text that begins with @ is written @@, one that begins with - behind a --.")
    private @Nullable String given;

    private String content = "";

    @Option(
            names = "--each",
            paramLabel = "PART",
            description =
                    "What becomes a message of a file or of standard input: ${COMPLETION-CANDIDATES}. Usual is all of a file, and"
                            + " each line of standard input; json is each element of an array, envelope a line as browse writes it with"
                            + " --output ndjson, with its headers and properties.")
    private Feed.@Nullable Each each;

    @Option(
            names = "--body",
            paramLabel = "TYPE",
            description =
                    "The kind of body: ${COMPLETION-CANDIDATES}. Usual is text where it is UTF-8, else bytes; map is written as a"
                            + " JSON object, stream as an array.")
    private BodyType type = BodyType.AUTO;

    @Option(
            names = "--template",
            description =
                    "Fill $${n} (the message's number), $${uuid}, $${time}, $${millis}, $${random:1-100}, $${pick:red,green} and $${row.NAME} in the text,"
                            + " the properties and the correlation identifier.")
    private boolean template;

    @Option(
            names = "--rows",
            paramLabel = "FILE",
            description =
                    "A CSV file with names in its first line, for $${row.NAME} of a template; a message for each row.")
    private @Nullable Path rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Makes the random values of a template the same each time.")
    private @Nullable Long seed;

    private @Nullable TextPattern pattern;
    private @Nullable InputStream file;

    public Target target() {
        return target;
    }

    /** Whether there is anything to send. */
    public boolean isGiven() {
        return given != null || type == BodyType.NONE;
    }

    /**
     * To be asked before anything else.
     *
     * @throws ShellException if there is nothing to send
     */
    public void check() {
        if (!isGiven()) {
            throw ShellException.usage("there is nothing to send; give a text, @FILE, or - for standard input");
        }
        if (given != null && !given.isEmpty() && type == BodyType.NONE) {
            throw ShellException.usage("--body none has no body, and a text is given; leave one of them out");
        }
        content = given == null ? "" : given;
    }

    /** Whether it is one message, of which the identifier is of interest. */
    public boolean isOne() {
        return !isInput() && each == null && rows == null;
    }

    /** What a message is made of, in words. */
    public String part() {
        return isInput() && (each == null || each == Feed.Each.LINE || each == Feed.Each.ENVELOPE) ? "line" : "message";
    }

    /**
     * The one message that there is: a text, a file, or all of standard input.
     *
     * @throws ShellException if the options make several of it
     */
    public Draft only(ShellSession session) throws IOException {
        if ((each != null && each != Feed.Each.ALL) || rows != null) {
            throw ShellException.usage("here it is one message; --each and --rows make several");
        }
        each = isInput() ? Feed.Each.ALL : null;
        Draft draft = feed(session, null).next();
        if (draft == null) {
            throw ShellException.usage("there is nothing to send");
        }
        return draft;
    }

    private boolean isInput() {
        return content.equals("-");
    }

    public boolean isTemplate() {
        return template;
    }

    /** Whether a person types it, line by line. */
    public boolean isTyped(Screen screen) {
        return isInput() && screen.isTerminal();
    }

    /** What fills templates; without one texts stay as they are. */
    public String fill(String text) {
        return pattern == null ? text : pattern.fill(text);
    }

    /** How many messages there will be; 0 where that is not known. */
    public long size(@Nullable Long count) throws IOException {
        if (count != null) {
            return count;
        }
        return isOne() ? 1 : rows == null ? 0 : Csv.rows(rows).size();
    }

    public Feed feed(ShellSession session, @Nullable Long count) throws IOException {
        boolean named = content.startsWith("@") && !content.startsWith("@@");
        if (rows != null && !template) {
            throw ShellException.usage("--rows fills a template; add --template, and ${row.NAME} in the text");
        }
        if (!isInput() && !(named && each != null)) {
            return repeated(count);
        }
        if (template || count != null) {
            throw ShellException.usage(
                    "--template and --count are for a text or a whole file, not for what is read in parts");
        }
        if (isInput()) {
            return Feed.of(session.input(), each == null ? Feed.Each.LINE : each, type);
        }
        InputStream in = Files.newInputStream(Path.of(content.substring(1)));
        file = in;
        Lines lines = new StreamLines(in, StreamLines.mostBytes());
        return Feed.of(lines, each == null ? Feed.Each.ALL : each, type);
    }

    /** The same content again and again, filled anew if it is a template. */
    private Feed repeated(@Nullable Long count) throws IOException {
        Payload payload = payload();
        if (!template) {
            Draft draft = Draft.of(payload, type);
            return Feed.times(() -> draft, count == null ? 1 : count);
        }
        List<Map<String, String>> filled = rows == null ? List.of() : Csv.rows(rows);
        TextPattern fills =
                new TextPattern(seed == null ? new SecureRandom() : new Random(seed), InstantSource.system(), filled);
        pattern = fills;
        String text = payload.text();
        if (text == null) {
            throw ShellException.failed("a template is a text, and this is not UTF-8");
        }
        return Feed.times(
                () -> {
                    fills.next();
                    return Draft.of(Payload.of(fills.fill(text)), type);
                },
                count != null ? count : Math.max(1, filled.size()));
    }

    private Payload payload() throws IOException {
        if (content.startsWith("@@")) {
            return Payload.of(content.substring(1));
        }
        return content.startsWith("@") ? Payload.ofFile(Path.of(content.substring(1))) : Payload.of(content);
    }

    /** Whether it is sent as bytes though nobody said so. */
    public boolean isSurprisinglyBytes() throws IOException {
        return type == BodyType.AUTO && isOne() && payload().isBytes();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
