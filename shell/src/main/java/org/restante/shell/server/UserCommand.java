package org.restante.shell.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.configuration.ConfigurationException;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.session.Credentials;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the users of a server; one that runs takes note by itself. */
@Command(
        name = "user",
        description = {
            "Lists and changes the users of a server. One that runs takes note by itself.",
            "ACTION is add, passwd, remove or list; all but list take a NAME."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  user list", "  user add anna --users /etc/restante/users"})
final class UserCommand implements Callable<Integer> {

    private final ConnectionOptions connectionOptions;
    private final Environment environment;
    private final Screen screen;

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            completionCandidates = Actions.class,
            description = "${COMPLETION-CANDIDATES}.")
    private String action = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The user's name.")
    private @Nullable String name;

    @Option(names = "--users", paramLabel = "FILE", description = "The file of users; else that of the configuration.")
    private @Nullable Path users;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file of configuration; else ~/.config/restante/restante.conf.")
    private @Nullable Path config;

    /** What can be done. */
    private static final class Actions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("add", "passwd", "remove", "list").iterator();
        }
    }

    UserCommand(ConnectionOptions connectionOptions, Environment environment, Screen screen) {
        this.connectionOptions = connectionOptions;
        this.environment = environment;
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        if (action.equals("list") == (name != null)) {
            throw ShellException.usage(
                    "user " + action + (name == null ? " needs the NAME of a user" : " takes no name"));
        }
        Accounts accounts = Accounts.in(file());
        String who = name == null ? "" : name;
        boolean isThere = accounts.names().contains(who);
        switch (action) {
            case "list" -> accounts.names().forEach(each -> screen.show(VisibleText.line(each)));
            case "add" -> {
                check(!isThere, "there is a user '" + who + "' already; user passwd changes the password");
                accounts.put(who, password(who));
            }
            case "passwd" -> {
                check(isThere, "there is no user '" + who + "'; user add makes one");
                accounts.put(who, password(who));
            }
            case "remove" -> check(accounts.remove(who), "there is no user '" + who + "'");
            default ->
                throw ShellException.usage("'" + action + "' is no action; there are add, passwd, remove and list");
        }
        return ExitCode.DONE;
    }

    private static void check(boolean isFine, String otherwise) {
        if (!isFine) {
            throw ShellException.failed(otherwise);
        }
    }

    private String password(String who) {
        return Credentials.password("new password of " + who, connectionOptions.passwordFile(), environment);
    }

    private Path file() throws IOException {
        if (users != null) {
            return users;
        }
        Path file = config != null
                ? config
                : environment.xdg("XDG_CONFIG_HOME", ".config").resolve(ConfigurationWriter.FILE);
        if (!Files.isRegularFile(file)) {
            throw ShellException.usage("there is no " + file + " to say where the users are; give --users FILE");
        }
        try {
            return Accounts.namedBy(file)
                    .orElseThrow(() -> ShellException.usage(
                            file + " names no file of users; set 'users' there, or give --users FILE"));
        } catch (ConfigurationException e) {
            throw ShellException.usage(file + ": " + e.getMessage());
        }
    }
}
