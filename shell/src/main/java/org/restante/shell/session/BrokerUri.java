package org.restante.shell.session;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * The URI of the broker: the one given, else of an embedded broker on the given data directory, else on the default directory. Immutable.
 *
 * @param shown the name for the user: the URI, or the directory of an embedded broker
 */
public record BrokerUri(String uri, String shown) {

    public static BrokerUri of(@Nullable String url, @Nullable Path data, Environment environment) {
        if (url != null) {
            if (data != null) {
                throw ShellException.usage("--url and --data are mutually exclusive; give one of them");
            }
            return new BrokerUri(url, VisibleText.line(url));
        }
        return embedded(data != null ? data : usual(environment));
    }

    public static Path usual(Environment environment) {
        String data = environment.variable("RESTANTE_DATA");
        return data != null ? Path.of(data) : environment.xdg("XDG_DATA_HOME", ".local/share");
    }

    /** The broker ends with the shell's last connection: a command leaves the directory free when it ends. */
    private static BrokerUri embedded(Path data) {
        String path = data.toAbsolutePath().normalize().toString();
        String uri = "vm:shell?idleTimeout=0&data="
                + URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
        return new BrokerUri(uri, VisibleText.line(path));
    }
}
