package org.restante.shell.prompt;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.restante.shell.output.OutputOptions;
import org.restante.shell.session.Catalogue;
import org.restante.shell.session.Credentials;
import org.restante.shell.session.ProviderAccess;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Screen;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/**
 * The parameters of a prompt. Immutable.
 *
 * @param output the defaults for the output options of commands
 * @param commands the commands of a session
 * @param configuration configures a command line with its commands
 * @param contexts the names of the contexts
 */
public record Opening(
        ProviderAccess broker,
        Credentials credentials,
        OutputOptions output,
        Environment environment,
        Function<ShellSession, Catalogue> commands,
        Configuration configuration,
        IVersionProvider version,
        Supplier<List<String>> contexts) {

    /** Configures a command line. */
    public interface Configuration {
        CommandLine of(CommandLine line, Screen screen, Failures failures);
    }
}
