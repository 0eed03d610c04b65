package org.restante.shell;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What stands before the commands on the command line; without a command it opens the prompt. */
@Command(
        name = "restante",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Top.Version.class,
        description = "Publishes, polls and acknowledges messages. Without a command it opens a prompt, where the same"
                + " commands hold messages between them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:not done; standard error says why",
            "2:written wrongly; nothing was done",
            "3:nothing waits",
            "130:ended by Ctrl-C"
        })
final class Top implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data directory; else $RESTANTE_DATA, else $XDG_DATA_HOME/restante or"
                    + " ~/.local/share/restante.")
    private @Nullable Path data;

    @Option(
            names = "--url",
            paramLabel = "URI",
            scope = ScopeType.INHERIT,
            description = "Another broker: vm:NAME, vm:NAME?data=DIR, tcp://HOST:PORT or tls://HOST:PORT.")
    private @Nullable String url;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Who connects; the password is asked for, or read by --password-file.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The file whose first line is the password; - for standard input.")
    private @Nullable String passwordFile;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show more of what went wrong.")
    private boolean verbose;

    private @Nullable Credentials credentials;

    Top(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    BrokerUri broker() {
        return BrokerUri.of(url, data, surroundings);
    }

    /** Who connects; without a user nobody in particular. */
    Credentials credentials() {
        Credentials known = credentials == null ? Credentials.of(user, passwordFile, surroundings) : credentials;
        credentials = known; // asked for once
        return known;
    }

    @Nullable
    Path data() {
        return data;
    }

    @Nullable
    String url() {
        return url;
    }

    @Nullable
    String passwordFile() {
        return passwordFile;
    }

    boolean isVerbose() {
        return verbose;
    }

    @Override
    public Integer call() {
        return Prompt.open(broker(), credentials(), verbose, surroundings);
    }

    /** Read from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"restante " + (version == null ? "of an unknown version" : version)};
        }
    }
}
