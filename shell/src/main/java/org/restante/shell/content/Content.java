package org.restante.shell.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.Lines;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.StreamLines;
import org.restante.shell.terminal.Surrogates;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The content to send and its destination: a text, a file, standard input, or a template. Filled by picocli. */
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
            description =
                    "The text, in single quotes if it has spaces or quotes; @FILE for the content of a file; - for"
                            + " standard input. Write @@ for a text that begins with @, and -- before a text that begins with -.")
    private @Nullable String given;

    private String content = "";

    @Option(
            names = "--each",
            paramLabel = "PART",
            description =
                    "Split the text, a file or standard input into messages: ${COMPLETION-CANDIDATES}; default: all for a text or a file, line for"
                            + " standard input. json takes each element of a JSON array, or each value of several that follow one another; envelope takes each line as written by"
                            + " browse --output ndjson, with its headers and properties.")
    private Feed.@Nullable Each each;

    @Option(
            names = "--body",
            paramLabel = "TYPE",
            description =
                    "The type of the body: ${COMPLETION-CANDIDATES}; default: auto, which is text for UTF-8, else bytes. Write a map"
                            + " as a JSON object, a stream as a JSON array.")
    private BodyType type = BodyType.AUTO;

    @Option(
            names = "--template",
            description =
                    "Replace $${n} (the number of the message), $${uuid}, $${time}, $${millis}, $${random:1-100}, $${pick:red,green} and"
                            + " $${row.NAME} in the text, the properties and the correlation identifier.")
    private boolean template;

    @Option(
            names = "--rows",
            paramLabel = "FILE",
            description =
                    "A CSV file with column names in its first line, for $${row.NAME} in a template; one message for each row.")
    private @Nullable Path rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of the random values in a template; equal seeds give equal values.")
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
     * Checks the content; call it before the other methods.
     *
     * @throws ShellException if there is nothing to send
     */
    public void check() {
        if (!isGiven()) {
            throw ShellException.usage("nothing to send; give a text, @FILE, or - for standard input");
        }
        if (given != null && !given.isEmpty() && type == BodyType.NONE) {
            throw ShellException.usage("--body none and a text are mutually exclusive; leave one of them out");
        }
        content = given == null ? "" : given;
    }

    /** Whether it is a single message, whose identifier is shown. */
    public boolean isOne() {
        return !isInput() && each == null && rows == null;
    }

    /** The word for the source of one message, for errors: line or message. */
    public String part() {
        return isInput() && (each == null || each == Feed.Each.LINE || each == Feed.Each.ENVELOPE) ? "line" : "message";
    }

    /**
     * The content as a single message: a text, a file, or all of standard input.
     *
     * @throws ShellException if the options make several messages of it
     */
    public Draft only(ShellSession session) throws IOException {
        if ((each != null && each != Feed.Each.ALL) || rows != null) {
            throw ShellException.usage(
                    "this command sends one message; leave out --each and --rows, which make several");
        }
        each = isInput() ? Feed.Each.ALL : null;
        Draft draft = feed(session, null).next();
        if (draft == null) {
            throw ShellException.usage("nothing to send");
        }
        return draft;
    }

    private boolean isInput() {
        return content.equals("-");
    }

    public boolean isTemplate() {
        return template;
    }

    /** Whether it is typed at a terminal, line by line. */
    public boolean isTyped(Screen screen) {
        return isInput() && screen.isTerminal();
    }

    /** Fills a template; without {@code --template} the text stays unchanged. */
    public String fill(String text) {
        return pattern == null ? text : pattern.fill(text);
    }

    /** How many messages there will be; 0 if unknown. */
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
        if (!isInput() && (each == null || (!named && each == Feed.Each.ALL))) {
            return repeated(count);
        }
        if (template || count != null) {
            throw ShellException.usage(
                    "--template and --count need a text or a whole file; leave out --each, or - for standard input");
        }
        if (each != null && !isInput() && !named) {
            byte[] text = Surrogates.withoutHalf(literal()).getBytes(StandardCharsets.UTF_8);
            return Feed.of(new StreamLines(new ByteArrayInputStream(text), text.length), "the text", each, type);
        }
        if (isInput()) {
            return Feed.of(session.input(), "standard input", each == null ? Feed.Each.LINE : each, type);
        }
        InputStream in = InputFile.open(content.substring(1));
        file = in;
        Lines lines = new StreamLines(in, StreamLines.mostBytes());
        return Feed.of(lines, content.substring(1), each == null ? Feed.Each.ALL : each, type);
    }

    /** The content, repeated; a template is filled for each message. */
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
            throw ShellException.failed("a template must be text: " + payload.place());
        }
        return Feed.times(
                () -> {
                    fills.next();
                    return Draft.of(Payload.of(fills.fill(text)), type);
                },
                count != null ? count : Math.max(1, filled.size()));
    }

    private Payload payload() throws IOException {
        return content.startsWith("@") && !content.startsWith("@@")
                ? Payload.ofFile(InputFile.named(content.substring(1)))
                : Payload.of(literal());
    }

    private String literal() {
        return content.startsWith("@@") ? content.substring(1) : content;
    }

    /** Whether it is sent as bytes although the user did not choose bytes. */
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
