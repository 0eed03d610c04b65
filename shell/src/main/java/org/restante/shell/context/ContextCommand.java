package org.restante.shell.context;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.output.Results;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.session.Contexts;
import org.restante.shell.session.Credentials;
import org.restante.shell.session.ProviderAccess;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Connections by name. */
@Command(
        name = "context",
        description = {
            "Keeps connections by name: list, show, add, use, remove; without an action lists them.",
            "add keeps what the options say, as --url, --user, --factory and --lib, and never a password: --password-file names"
                    + " its file, else it is asked for. What is used counts wherever nothing else is said; at the prompt use goes there at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  context",
            "  context add prod --url tcp://mq:7270 --user anna",
            "  context use prod",
            "  context show prod",
            "  context remove prod"
        })
final class ContextCommand implements Callable<Integer> {

    private final ShellSession session;
    private final ConnectionOptions connectionOptions;
    private final ConnectionOptions added;
    private final Contexts contexts;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            completionCandidates = Actions.class,
            description = "${COMPLETION-CANDIDATES}.")
    private String action = "list";

    @Parameters(index = "1", arity = "0..1", paramLabel = "CONTEXT", description = "Its name; all but list need it.")
    private @Nullable String name;

    /** What can be done. */
    private static final class Actions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("list", "show", "add", "use", "remove").iterator();
        }
    }

    /**
     * The command.
     *
     * @param connectionOptions how contexts are read
     * @param added the options that say what is added
     */
    ContextCommand(ShellSession session, ConnectionOptions connectionOptions, ConnectionOptions added) {
        this.session = session;
        this.connectionOptions = connectionOptions;
        this.added = added;
        this.contexts = connectionOptions.contexts();
    }

    @Override
    public Integer call() {
        if (action.equals("list")) {
            list();
            return ExitCode.DONE;
        }
        String which = name;
        if (which == null) {
            throw ShellException.usage("context " + VisibleText.line(action) + " needs the name of a context");
        }
        switch (action) {
            case "show" -> session.result(contexts.read(which));
            case "add" -> add(which);
            case "use" -> use(which);
            case "remove" -> {
                contexts.remove(which);
                session.screen().note("context " + which + " removed");
            }
            default ->
                throw ShellException.usage(
                        "'" + VisibleText.line(action) + "' is no action; there are list, show, add, use and remove");
        }
        return ExitCode.DONE;
    }

    private void list() {
        String current = contexts.current();
        try (Results results = session.results("name", "current", "provider", "where", "user")) {
            for (String each : contexts.names()) {
                Map<String, String> entries = contexts.read(each);
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("name", each);
                row.put("current", each.equals(current));
                row.put("provider", entries.getOrDefault("factory", entries.getOrDefault("jndi", "restante")));
                row.put("where", entries.getOrDefault("url", entries.get("data")));
                row.put("user", entries.get("user"));
                results.add(row);
            }
        }
    }

    private void add(String which) {
        Map<String, String> entries = added.entries();
        if (entries.isEmpty()) {
            throw ShellException.usage("there is nothing to keep; add --url, --data, --factory or --jndi");
        }
        if ("-".equals(entries.get("password-file"))) {
            throw ShellException.usage(
                    "a context cannot read a password from standard input; name its file, or have it asked for");
        }
        added.broker(); // or it says what cannot be
        boolean replaces = contexts.names().contains(which);
        contexts.write(which, entries);
        session.screen()
                .note("context " + which + (replaces ? " replaced; " : " added; ") + "context use " + which
                        + " makes it the usual one");
    }

    private void use(String which) {
        if (session.heldMessages() != null) {
            ProviderAccess broker = connectionOptions.broker(which);
            Credentials who = connectionOptions.credentials(which, session.prompter());
            String unfinished = session.unfinished();
            if (unfinished != null) {
                session.screen().note(unfinished);
            }
            session.go(broker, who);
        }
        contexts.use(which);
        session.screen().note("using " + which);
    }
}
