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

/** All commands that there are, of the prompt and of the arguments, to be read and not to be run. */
final class AllCommands {

    private AllCommands() {}

    @Command(name = "restante", scope = ScopeType.INHERIT, mixinStandardHelpOptions = true)
    @SuppressWarnings("UnusedVariable") // picocli reads them
    private static final class Top {
        @Mixin
        private final ConnectionOptions connecting;

        @Mixin
        private final OutputOptions showing = new OutputOptions();

        Top(ConnectionOptions connecting) {
            this.connecting = connecting;
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
        ConnectionOptions connecting = new ConnectionOptions(here);
        ShellSession visit = ShellSession.ofOneCommand(
                connecting::broker, () -> Credentials.NOBODY, screen, new StreamLines(here.in(), 10)); // opens nothing
        Catalogue catalogue = Commands.of(visit, connecting)
                .addAll(Prompt.sourcing(() -> null))
                .addAll(new Catalogue("Shell").add("exit", () -> new Exit(visit), "quit"))
                .addAll(ServerCommands.of(connecting, here, screen))
                .addAll(ManualCommands.of(() -> null, List::of, screen));
        return Commands.configured(catalogue.under(new Top(connecting)), screen, new Failures(screen, () -> false));
    }
}
