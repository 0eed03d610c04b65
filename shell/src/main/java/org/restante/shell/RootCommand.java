package org.restante.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.restante.shell.output.OutputOptions;
import org.restante.shell.prompt.Opening;
import org.restante.shell.prompt.Prompt;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.terminal.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** What stands before the commands on the command line; without a command it opens the prompt. */
@Command(
        name = "restante",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        description = "Publishes, polls and acknowledges messages. Without a command it opens a prompt, where the same"
                + " commands hold messages between them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:not done; standard error says why",
            "2:written wrongly; nothing was done",
            "3:nothing there: nothing waits, no reply came, no such message, queue or subscription",
            "4:no connection to the broker",
            "5:not allowed: wrong user or password, or no permission",
            "6:not confirmed, so nothing was done",
            "130:ended by Ctrl-C",
            "141:nobody reads the output any more, as behind | head"
        })
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
                Commands::configured,
                new Version(),
                () -> connectionOptions.contexts().names());
    }

    /** Of a file that the build writes: the version, and the commit of its sources. */
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
                return words.length == 2 ? words[0] + ", commit " + words[1] : "of an unknown version";
            } catch (IOException e) {
                return "of an unknown version: " + e.getMessage();
            }
        }
    }
}
