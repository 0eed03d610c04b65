package org.restante.shell.visit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Surroundings;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that say which broker is meant, and who connects; every command has them. Filled by picocli. */
public final class Connecting {

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

    private @Nullable Credentials credentials;

    public Connecting(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public Broker broker() {
        return new RestanteBroker(BrokerUri.of(url, data, surroundings));
    }

    /** Who connects; without a user nobody in particular. */
    public Credentials credentials() {
        Credentials known = credentials == null ? Credentials.of(user, passwordFile, surroundings) : credentials;
        credentials = known; // asked for once
        return known;
    }

    public @Nullable Path data() {
        return data;
    }

    public @Nullable String url() {
        return url;
    }

    public @Nullable String passwordFile() {
        return passwordFile;
    }
}
