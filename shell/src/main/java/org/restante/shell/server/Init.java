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

/** Writes a server's file of configuration. */
@Command(
        name = "init",
        description = "Writes a server's file of configuration, which explains every key and changes none.",
        footerHeading = "%nExamples:%n",
        footer = {"  init", "  init /etc/restante"})
final class Init implements Callable<Integer> {

    private final Environment environment;
    private final Screen screen;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where restante.conf goes; else ~/.config/restante, where serve finds it.")
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
            throw ShellException.failed(
                    e.getFile() + " is there already and stays as it is; name another directory", e);
        }
    }
}
