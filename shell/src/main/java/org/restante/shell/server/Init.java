package org.restante.shell.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the configuration file of a server. */
@Command(
        name = "init",
        description = "Writes a configuration file for a server; it explains every key and has the defaults.",
        footerHeading = "%nExamples:%n",
        footer = {"  init", "  init /etc/restante"})
final class Init implements Callable<Integer> {

    private final Environment environment;
    private final Screen screen;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The directory for restante.conf; default: ~/.config/restante, where serve finds it.")
    private @Nullable Path directory;

    Init(Environment environment, Screen screen) {
        this.environment = environment;
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        Path into = directory == null ? environment.xdg("XDG_CONFIG_HOME", ".config") : directory;
        try {
            screen.show(VisibleText.line(ConfigurationWriter.write(into).toString()));
            return ExitCode.DONE;
        } catch (FileAlreadyExistsException e) {
            throw ShellException.failed(e.getFile() + " exists and was not changed; name another directory", e);
        }
    }
}
