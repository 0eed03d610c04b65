package org.restante.shell.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.configuration.ConfigurationException;
import org.restante.configuration.Keys;
import org.restante.configuration.ServerConfiguration;
import org.restante.shell.session.BrokerUri;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a server until a signal ends it. */
@Command(
        name = "serve",
        description = {
            "Runs a server until SIGTERM or Ctrl-C, which shuts it down in order; a second signal ends it at once.",
            "When clients can connect it shows a line for each address: 'listening on tcp://127.0.0.1:7270'.",
            "The address of health and metrics is the key http of the configuration; default: 127.0.0.1:7271, off for none.",
            "With --url kafka:NAME?bootstrap=HOST:PORT the log is on Kafka, shared with other servers: one has the broker, the"
                    + " others wait to take it over, and send clients there."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  serve",
            "  serve --config /etc/restante/restante.conf --check",
            "  serve --url 'kafka:shop?bootstrap=k1:9092,k2:9092,k3:9092' --config /etc/restante/restante.conf"
        })
final class Serve implements Callable<Integer> {

    /** What clients give as --url. */
    private static final List<String> CLIENTS = List.of("vm:", "tcp:", "tls:");

    private final ConnectionOptions connectionOptions;
    private final Environment environment;
    private final Screen screen;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file; default: ~/.config/restante/restante.conf, if it exists.")
    private @Nullable Path config;

    @Option(
            names = "--listen",
            paramLabel = "URI",
            description = "The address for clients, in place of the one in the file: tcp://HOST:PORT, tls://HOST:PORT."
                    + " May be repeated.")
    private List<String> listen = List.of();

    @Option(
            names = "--operators-only",
            description =
                    "Admit only users who may administer everything, so that queues can be listed and purged while"
                            + " applications wait. Needs permissions.")
    private boolean operatorsOnly;

    @Option(names = "--check", description = "Only check the configuration; exit code 2 if it is invalid.")
    private boolean check;

    Serve(ConnectionOptions connectionOptions, Environment environment, Screen screen) {
        this.connectionOptions = connectionOptions;
        this.environment = environment;
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        String url = connectionOptions.url();
        if (url != null && CLIENTS.stream().anyMatch(url.toLowerCase(Locale.ROOT)::startsWith)) {
            throw ShellException.usage("serve runs its own broker on --data DIR; --url is for clients, or for a log on"
                    + " Kafka: kafka:NAME?bootstrap=HOST:PORT");
        }
        Wanted wanted = new Wanted(
                config,
                environment.xdg("XDG_CONFIG_HOME", ".config").resolve(ConfigurationWriter.FILE),
                url,
                connectionOptions.data(),
                BrokerUri.usual(environment),
                listen,
                operatorsOnly);
        ServerConfiguration configuration;
        try {
            configuration = wanted.configuration();
        } catch (ConfigurationException e) {
            e.mistakes().forEach(mistake -> screen.complain(VisibleText.line(mistake.toString())));
            return ExitCode.USAGE;
        }
        if (check) {
            screen.show(
                    wanted.fileRead()
                                    .map(file -> VisibleText.line(file.toString()))
                                    .orElse("the default configuration") + " is valid");
            return ExitCode.DONE;
        }
        LogLines.begin(configuration.get(Keys.LOG));
        run(configuration);
        return ExitCode.DONE;
    }

    private void run(ServerConfiguration configuration) throws Exception {
        Ending.run(() -> {
            RunningServer server = start(configuration);
            server.addresses().forEach(address -> screen.show("listening on " + address));
            server.node().ifPresent(screen::show);
            return () -> {
                server.close();
                screen.show("ended");
            };
        });
    }

    private static RunningServer start(ServerConfiguration configuration) throws IOException {
        try {
            return RunningServer.start(configuration);
        } catch (IllegalStateException e) {
            throw ShellException.failed(String.valueOf(e.getMessage()), e);
        }
    }
}
