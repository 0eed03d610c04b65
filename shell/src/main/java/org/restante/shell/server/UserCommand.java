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
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists and changes the users of a server. */
@Command(
        name = "user",
        description = {
            "Lists and changes the users of a server. A running server reads the changes itself.",
            "ACTION is add, passwd, remove or list; all but list need a NAME."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  user list", "  user add anna --users /etc/restante/users"})
final class UserCommand implements Callable<Integer> {

    private static final List<String> ACTIONS = List.of("add", "passwd", "remove", "list");

    private final ConnectionOptions connectionOptions;
    private final Environment environment;
    private final Screen screen;

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            completionCandidates = Actions.class,
            description = "${COMPLETION-CANDIDATES}.")
    private String action = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The name of the user.")
    private @Nullable String name;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "The users file; default: the one in the configuration.")
    private @Nullable Path users;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file; default: ~/.config/restante/restante.conf.")
    private @Nullable Path config;

    /** The actions, for completion. */
    private static final class Actions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ACTIONS.iterator();
        }
    }

    UserCommand(ConnectionOptions connectionOptions, Environment environment, Screen screen) {
        this.connectionOptions = connectionOptions;
        this.environment = environment;
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        if (!ACTIONS.contains(action)) {
            throw ShellException.usage("'" + VisibleText.line(action) + "' is not an action; valid actions: "
                    + String.join(", ", ACTIONS));
        }
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
                check(!isThere, "user '" + who + "' exists already; user passwd changes the password");
                accounts.put(who, password(who));
            }
            case "passwd" -> {
                check(isThere, "no such user: '" + who + "'; user add creates one");
                accounts.put(who, password(who));
            }
            case "remove" -> check(accounts.remove(who), "no such user: '" + who + "'");
            default -> throw new IllegalStateException(action + " is listed and has no case");
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
            return InputFile.notDirectory(users);
        }
        Path file = config != null
                ? config
                : environment.xdg("XDG_CONFIG_HOME", ".config").resolve(ConfigurationWriter.FILE);
        if (!Files.isRegularFile(file)) {
            throw ShellException.usage("no such file: " + file + "; give the users file with --users FILE");
        }
        try {
            return Accounts.namedBy(file)
                    .orElseThrow(() -> ShellException.usage(
                            file + " names no users file; set 'users' there, or give --users FILE"));
        } catch (ConfigurationException e) {
            throw ShellException.usage(file + ": " + e.getMessage());
        }
    }
}
