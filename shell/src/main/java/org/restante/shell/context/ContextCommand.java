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

/** Manages contexts, which are named connections. */
@Command(
        name = "context",
        description = {
            "Manages contexts, which are named connections: list, show, add, use, remove; default: list.",
            "add saves the options such as --url, --user, --factory and --lib, but never a password: --password-file names"
                    + " a file with it, else the shell asks. use makes a context the default; at the prompt it also connects at once."
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

    private static final List<String> ACTIONS = List.of("list", "show", "add", "use", "remove");

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

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CONTEXT",
            description = "The name of the context; required except for list.")
    private @Nullable String name;

    /** The actions, for completion. */
    private static final class Actions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ACTIONS.iterator();
        }
    }

    /**
     * The command.
     *
     * @param connectionOptions the access to contexts
     * @param added the options that add saves
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
        if (!ACTIONS.contains(action)) {
            throw ShellException.usage("'" + VisibleText.line(action) + "' is not an action; valid actions: "
                    + String.join(", ", ACTIONS));
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
            default -> throw new IllegalStateException(action + " is listed and has no case");
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
            throw ShellException.usage("nothing to save; give --url, --data, --factory or --jndi");
        }
        if ("-".equals(entries.get("password-file"))) {
            throw ShellException.usage(
                    "a context cannot read a password from standard input; name a file, or leave --password-file out to be asked");
        }
        added.broker(); // throws if the options contradict each other
        boolean replaces = contexts.names().contains(which);
        contexts.write(which, entries);
        session.screen()
                .note("context " + which + (replaces ? " replaced; " : " added; ") + "context use " + which
                        + " makes it the default");
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
        session.screen().note("using context " + which);
    }
}
