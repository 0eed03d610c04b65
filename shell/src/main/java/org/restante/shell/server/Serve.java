package org.restante.shell.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

/** Runs a server until it is told to end. */
@Command(
        name = "serve",
        description = {
            "Runs a server until SIGTERM or Ctrl-C, which end it in order; a second one ends it at once.",
            "It shows a line for each address once clients can connect: 'listening on tcp://127.0.0.1:7270'."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  serve", "  serve --config /etc/restante/restante.conf --check"})
final class Serve implements Callable<Integer> {

    private final ConnectionOptions connectionOptions;
    private final Environment environment;
    private final Screen screen;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file of configuration; else ~/.config/restante/restante.conf, if it is there.")
    private @Nullable Path config;

    @Option(
            names = "--listen",
            paramLabel = "URI",
            description = "Where clients connect, instead of what the file says: tcp://HOST:PORT, tls://HOST:PORT."
                    + " May be given several times.")
    private List<String> listen = List.of();

    @Option(
            names = "--check",
            description = "Only say what is wrong with the configuration: exit code 2 if anything is.")
    private boolean check;

    Serve(ConnectionOptions connectionOptions, Environment environment, Screen screen) {
        this.connectionOptions = connectionOptions;
        this.environment = environment;
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        if (connectionOptions.url() != null) {
            throw ShellException.usage("serve runs a broker of its own, on --data DIR; --url is for clients");
        }
        Wanted wanted = new Wanted(
                config,
                environment.xdg("XDG_CONFIG_HOME", ".config").resolve(ConfigurationWriter.FILE),
                connectionOptions.data(),
                BrokerUri.usual(environment),
                listen);
        ServerConfiguration configuration;
        try {
            configuration = wanted.configuration();
        } catch (ConfigurationException e) {
            e.mistakes().forEach(mistake -> screen.complain(VisibleText.line(mistake.toString())));
            return ExitCode.USAGE;
        }
        if (check) {
            screen.show(wanted.fileRead()
                            .map(file -> VisibleText.line(file.toString()))
                            .orElse("the standard") + " is a configuration that a server can be tried with");
            return ExitCode.DONE;
        }
        LogLines.begin(configuration.get(Keys.LOG));
        run(configuration);
        return ExitCode.DONE;
    }

    private void run(ServerConfiguration configuration) throws IOException {
        RunningServer server;
        try {
            server = RunningServer.start(configuration);
        } catch (IllegalStateException e) {
            throw ShellException.failed(String.valueOf(e.getMessage()), e);
        }
        server.addresses().forEach(address -> screen.show("listening on " + address));
        Ending.await(() -> {
            server.close();
            screen.show("ended");
        });
    }
}
