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
 * What a prompt is opened with.
 *
 * @param output what holds where a command says nothing else
 * @param commands those of a visit
 * @param configuration of a command line that has its commands
 * @param contexts the names of the connections that are kept
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

    /** How a command line is set up. */
    public interface Configuration {
        CommandLine of(CommandLine line, Screen screen, Failures failures);
    }
}
