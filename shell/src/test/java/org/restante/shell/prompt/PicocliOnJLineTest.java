package org.restante.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.shell.jline3.PicocliCommands;
import picocli.shell.jline3.PicocliCommands.PicocliCommandsFactory;
import picocli.shell.jline3.PicocliJLineCompleter;

/** picocli's bridge was built for JLine 3; these are the parts of it that run on JLine 4. */
final class PicocliOnJLineTest {
    private final Parser parser = new DefaultParser();

    @Command(name = "top", subcommands = Post.class)
    static final class Top {}

    @Command(name = "post")
    static final class Post implements Runnable {
        @Parameters
        String to = "";

        @Option(names = "--durable")
        boolean durable;

        @Override
        public void run() {}
    }

    @Test
    void readsALineAndRunsItAsACommand() throws IOException {
        try (Terminal terminal = terminal("post 'two words' --durable\n")) {
            PicocliCommandsFactory factory = new PicocliCommandsFactory();
            factory.setTerminal(terminal);
            CommandLine commands = new CommandLine(new Top(), factory);
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(parser)
                    .completer(new PicocliCommands(commands).compileCompleters())
                    .build();

            String line = reader.readLine("> ");
            commands.execute(parser.parse(line, line.length()).words().toArray(String[]::new));

            Post post = commands.getSubcommands().get("post").getCommand();
            assertEquals("two words", post.to);
            assertEquals(true, post.durable);
        }
    }

    @Test
    void completesAnOption() throws IOException {
        try (Terminal terminal = terminal("")) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(parser)
                    .build();
            List<Candidate> found = new ArrayList<>();
            String line = "post --d";

            new PicocliJLineCompleter(new CommandLine(new Top()).getCommandSpec())
                    .complete(reader, parser.parse(line, line.length(), Parser.ParseContext.COMPLETE), found);

            assertEquals(
                    List.of("--durable"), found.stream().map(Candidate::value).toList());
        }
    }

    private static Terminal terminal(String keys) throws IOException {
        return new DumbTerminal(
                "test",
                "dumb",
                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                StandardCharsets.UTF_8);
    }
}
