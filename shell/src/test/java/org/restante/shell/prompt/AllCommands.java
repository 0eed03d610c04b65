package org.restante.shell.prompt;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.restante.shell.Commands;
import org.restante.shell.manual.ManualCommands;
import org.restante.shell.output.OutputOptions;
import org.restante.shell.server.ServerCommands;
import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.session.Credentials;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.StreamLines;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** The definitions of all commands, of the prompt and of the arguments; not for running them. */
final class AllCommands {

    private AllCommands() {}

    @Command(name = "restante", scope = ScopeType.INHERIT, mixinStandardHelpOptions = true)
    @SuppressWarnings("UnusedVariable") // picocli reads them
    private static final class Top {
        @Mixin
        private final ConnectionOptions connectionOptions;

        @Mixin
        private final OutputOptions output = new OutputOptions();

        Top(ConnectionOptions connectionOptions) {
            this.connectionOptions = connectionOptions;
        }
    }

    static CommandLine at(Path home) {
        Environment here = new Environment(
                Map.of(),
                home,
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                new PrintWriter(Writer.nullWriter()),
                true,
                false);
        Screen screen = Screen.of(here);
        ConnectionOptions connectionOptions = new ConnectionOptions(here);
        ShellSession session = ShellSession.ofOneCommand(
                connectionOptions::broker,
                () -> Credentials.NOBODY,
                screen,
                new StreamLines(here.in(), 10)); // never read
        Catalogue catalogue = Commands.of(session, connectionOptions)
                .addAll(Prompt.sourcing(() -> null))
                .addAll(new Catalogue("Shell").add("exit", () -> new Exit(session), "quit"))
                .addAll(ServerCommands.of(connectionOptions, here, screen))
                .addAll(ManualCommands.of(() -> null, List::of, screen));
        return Commands.configured(
                catalogue.under(new Top(connectionOptions)), screen, new Failures(screen, () -> false));
    }
}
