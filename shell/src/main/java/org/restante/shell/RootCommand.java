package org.restante.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.restante.shell.output.OutputOptions;
import org.restante.shell.prompt.Opening;
import org.restante.shell.prompt.Prompt;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** The command {@code restante} itself, with the options that precede a command; without a command it opens the prompt. */
@Command(
        name = "restante",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        description =
                "Publishes, polls and acknowledges messages. Without a command it opens a prompt, which has the same"
                        + " commands and holds polled messages from one command to the next.")
final class RootCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private final ConnectionOptions connectionOptions;

    @Mixin
    private OutputOptions output = new OutputOptions();

    RootCommand(Environment environment) {
        this.environment = environment;
        this.connectionOptions = new ConnectionOptions(environment);
    }

    ConnectionOptions connectionOptions() {
        return connectionOptions;
    }

    OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() {
        return Prompt.open(opening());
    }

    Opening opening() {
        return new Opening(
                connectionOptions.broker(),
                connectionOptions.credentials(),
                output,
                environment,
                session -> Commands.of(session, connectionOptions),
                RootCommand::ofPrompt,
                new Version(),
                () -> connectionOptions.contexts().names());
    }

    private static CommandLine ofPrompt(CommandLine line, Screen screen, Failures failures) {
        failures.setOutside(List.of("serve", "init", "user", "completion", "manual"));
        return Commands.configured(line, screen, failures);
    }

    /** The version and the commit of the sources, from a file that the build writes. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "restante " + built(),
                "Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor") + ", "
                        + System.getProperty("java.home"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch")
            };
        }

        private static String built() {
            try (InputStream file = Version.class.getResourceAsStream("build")) {
                String[] words = file == null
                        ? new String[0]
                        : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                                .strip()
                                .split(" ", -1);
                return words.length == 2 ? words[0] + ", commit " + words[1] : "(unknown version)";
            } catch (IOException e) {
                return "(unknown version: " + e.getMessage() + ")";
            }
        }
    }
}
