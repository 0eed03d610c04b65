package org.restante.shell.session;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.Problem;
import org.restante.shell.output.OutputOptions;
import org.restante.shell.output.Results;
import org.restante.shell.terminal.Bystander;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.KeyInput;
import org.restante.shell.terminal.Lines;
import org.restante.shell.terminal.Prompter;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;

/**
 * One visit to a broker: a single command, or all those of a prompt. Owned by the thread that runs commands.
 *
 * <p>Connections are opened when they are needed and stay open until the visit ends; there is one without a client identifier,
 * and one for each identifier asked for.
 */
public final class ShellSession implements AutoCloseable {

    /** The client identifier of durable subscriptions made here, so that a later visit finds them. */
    public static final String CLIENT_ID = "restante-shell";

    private final Supplier<ProviderAccess> source;
    private Supplier<Credentials> credentials;
    private final Screen screen;
    private final Lines input;
    private final Map<String, JMSContext> connections = new LinkedHashMap<>();
    private final @Nullable HeldMessages heldMessages;
    private @Nullable ProviderAccess broker;
    private @Nullable ShellTransaction transaction;
    private Supplier<KeyInput> keys = KeyInput::none;
    private Prompter prompter;
    private OutputOptions output = new OutputOptions();
    private volatile @Nullable String lost;
    private volatile boolean told;
    private Predicate<String> watch = what -> false;
    private boolean over;

    private ShellSession(
            Supplier<ProviderAccess> source,
            Supplier<Credentials> credentials,
            Screen screen,
            Lines input,
            boolean holds) {
        this.source = source;
        this.credentials = credentials;
        this.screen = screen;
        this.input = input;
        this.heldMessages = holds ? new HeldMessages() : null;
        this.prompter = new Bystander(screen, input);
    }

    /**
     * A visit that ends with its command.
     *
     * @param broker asked for when a connection is needed, as the command line is read by then
     */
    public static ShellSession ofOneCommand(
            Supplier<ProviderAccess> broker, Supplier<Credentials> credentials, Screen screen, Lines input) {
        return new ShellSession(broker, credentials, screen, input, false);
    }

    public static ShellSession ofPrompt(ProviderAccess broker, Credentials credentials, Screen screen, Lines input) {
        return new ShellSession(() -> broker, () -> credentials, screen, input, true);
    }

    public Screen screen() {
        return screen;
    }

    public Lines input() {
        return input;
    }

    /** Who answers questions. */
    public Prompter prompter() {
        return prompter;
    }

    /** Somebody who answers in a way of their own. */
    public void setPrompter(Prompter asked) {
        prompter = asked;
    }

    /**
     * Somebody who is told at once, on any thread, that a connection was lost.
     *
     * @param watch false if they could not be told; then they are before the next command
     */
    public void setWatch(Predicate<String> watch) {
        this.watch = watch;
    }

    /** Who presses keys, if it is somebody. */
    public void setKeys(Supplier<KeyInput> source) {
        keys = source;
    }

    /** Keys instead of lines, until they are closed. */
    public KeyInput keys() {
        return keys.get();
    }

    /** How the command that runs shows its results. */
    public OutputOptions output() {
        return output;
    }

    /** Before a command runs: what its options say. */
    public void setOutput(OutputOptions output) {
        this.output = output;
        screen.setQuiet(output.isQuiet());
    }

    /** Where a list of results goes; close it. */
    public Results results(String... columns) {
        return Results.of(output, screen, List.of(columns));
    }

    /** Shows the one result that there is. */
    public void result(Map<String, ? extends @Nullable Object> row) {
        Results.one(output, screen, row);
    }

    public ProviderAccess broker() {
        ProviderAccess known = broker == null ? source.get() : broker;
        broker = known;
        return known;
    }

    public Credentials credentials() {
        return credentials.get();
    }

    /** Goes to another broker, or stays where that cannot be; what is held is given back first, and an open transaction undone. */
    public void go(ProviderAccess to, Credentials as) {
        ProviderAccess from = broker;
        Supplier<Credentials> before = credentials;
        close();
        broker = to;
        credentials = () -> as;
        try {
            connection();
        } catch (RuntimeException e) {
            broker = from;
            credentials = before;
            throw e;
        }
    }

    /** What has been polled and not acknowledged; null where nothing outlives the command. */
    public @Nullable HeldMessages heldMessages() {
        return heldMessages;
    }

    /** The transaction that is open; null if none is. */
    public @Nullable ShellTransaction transaction() {
        return transaction;
    }

    /**
     * Opens a transaction.
     *
     * @throws ShellException if one is open, or nothing outlives the command
     */
    public void begin() {
        if (heldMessages == null) {
            throw ShellException.usage("a transaction ends with its command; begin is for the prompt and for scripts");
        }
        if (transaction != null) {
            throw ShellException.failed("a transaction is open already; commit or rollback ends it");
        }
        transaction = new ShellTransaction(connection());
    }

    /**
     * Ends the transaction, done or undone.
     *
     * @throws ShellException if none is open
     */
    public ShellTransaction end(boolean commit) {
        ShellTransaction ending = transaction;
        if (ending == null) {
            throw ShellException.failed("no transaction is open; begin opens one");
        }
        transaction = null;
        if (ending.isUndone()) {
            if (commit) {
                throw ShellException.of(
                        ExitCode.NO_CONNECTION,
                        "nothing is committed: the transaction was undone when its connection was lost");
            }
            return ending;
        }
        try (JMSContext context = ending.context()) {
            if (commit) {
                context.commit();
            } else {
                context.rollback();
            }
        }
        return ending;
    }

    /** Where commands send and receive: in the transaction, if one is open. */
    public JMSContext context() {
        return transaction == null ? connection() : transaction.context();
    }

    /** The connection that has no client identifier, but for one in the URI. */
    public JMSContext connection() {
        JMSContext open = connections.get("");
        if (open == null) {
            open = connect(null);
            connections.put("", open);
        }
        return open;
    }

    /**
     * The connection of a client identifier.
     *
     * @param clientId null for none in particular
     */
    public JMSContext connection(@Nullable String clientId) {
        JMSContext first = connection();
        String own = first.getClientID();
        boolean ofTheUri = own != null && broker().isRestante(); // other providers make one up
        if (clientId == null || clientId.equals(own) || (ofTheUri && clientId.equals(CLIENT_ID))) {
            return first;
        }
        JMSContext open = connections.get(clientId);
        if (open == null) {
            open = connect(clientId);
            connections.put(clientId, open);
        }
        return open;
    }

    /** A further connection, which whoever asks for it closes. */
    public JMSContext another() {
        connection(); // an embedded broker lives as long as this one
        return open();
    }

    private JMSContext connect(@Nullable String clientId) {
        JMSContext connection = open();
        try {
            if (clientId != null) {
                connection.setClientID(clientId);
            }
            connection.setExceptionListener(end -> lost(String.valueOf(end.getMessage())));
            return connection;
        } catch (JMSRuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private JMSContext open() {
        Credentials who = credentials.get();
        try {
            ConnectionFactory factory = broker().factory();
            return who.user() == null ? factory.createContext() : factory.createContext(who.user(), who.password());
        } catch (JMSSecurityRuntimeException e) {
            throw e;
        } catch (JMSRuntimeException e) {
            throw Failures.isInterrupt(e) ? e : notConnected(e);
        } catch (IllegalArgumentException e) {
            throw notConnected(e);
        }
    }

    private static ShellException notConnected(RuntimeException e) {
        return ShellException.of(
                isOfTheUri(e) ? ExitCode.USAGE : ExitCode.NO_CONNECTION, String.valueOf(e.getMessage()), e);
    }

    private static boolean isOfTheUri(Throwable e) {
        return e instanceof IllegalArgumentException || (e.getCause() != null && isOfTheUri(e.getCause()));
    }

    /**
     * An operator's link; close it.
     *
     * @throws ShellException if the provider is not Restante
     */
    public Admin admin() {
        try {
            return broker().admin(credentials.get());
        } catch (AdminException e) {
            throw e.problem() == Problem.SECURITY ? e : notConnected(e);
        } catch (IllegalArgumentException e) {
            throw notConnected(e);
        }
    }

    /** Forgets connections that have ended, so that the next command opens new ones; an open transaction is undone, and stays so. */
    public void mend() {
        String why = lost;
        if (why == null) {
            return;
        }
        if (!told) {
            screen.complain(loss(why));
        }
        ShellTransaction undone = transaction;
        close();
        transaction = undone;
        lost = null;
    }

    /** Whether the open transaction is undone already, with its connection: what was meant to be in it must not run without it. */
    public boolean isUndone() {
        return transaction != null && transaction.isUndone();
    }

    /** After a command: gives up client identifiers that nothing is held by, as others may want to connect by them. */
    public void rest() {
        connections.entrySet().removeIf(each -> {
            boolean idle = !each.getKey().isEmpty() && (heldMessages == null || !heldMessages.uses(each.getValue()));
            if (idle) {
                each.getValue().close();
            }
            return idle;
        });
    }

    /** What ends with the visit, in words; null for nothing. */
    public @Nullable String unfinished() {
        ShellTransaction open = transaction;
        String undone = open == null
                ? null
                : "the open transaction is undone: " + Screen.number(open.sent()) + " published, "
                        + Screen.number(open.received()) + " polled";
        if (heldMessages == null || heldMessages.size() == 0) {
            return undone;
        }
        return Screen.count(heldMessages.size(), "message") + " held and not acknowledged: given back"
                + (undone == null ? "" : "; " + undone);
    }

    private void lost(String why) {
        told = watch.test(loss(why));
        lost = why;
    }

    /** Also on another thread, while the visit stands still. */
    private String loss(String why) {
        return "the connection was lost (" + why + ")"
                + (heldMessages == null || heldMessages.size() == 0 ? "" : "; what was held waits again, if it is kept")
                + (transaction == null ? "" : "; the transaction is undone");
    }

    public void leave() {
        over = true;
    }

    public boolean isOver() {
        return over;
    }

    /** Gives back what is held, and undoes an open transaction. */
    @Override
    public void close() {
        if (transaction != null) {
            transaction.close();
            transaction = null;
        }
        if (heldMessages != null) {
            heldMessages.forget();
        }
        connections.values().forEach(JMSContext::close);
        connections.clear();
    }
}
