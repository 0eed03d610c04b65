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
 * A session with a broker: of a single command, or of all commands of a prompt. Owned by the thread that runs commands.
 *
 * <p>Connections are opened when they are needed and stay open until the session ends: one without a client identifier, and one for
 * each client identifier in use.
 */
public final class ShellSession implements AutoCloseable {

    /** The client identifier of durable subscriptions created here, so that a later session finds them. */
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
    private volatile boolean reported;
    private Predicate<String> watch = what -> false;
    private boolean over;
    private boolean continued;

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
     * A session that ends with its command.
     *
     * @param broker called when a connection is needed, because the command line is parsed by then
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

    /** Asks the user. */
    public Prompter prompter() {
        return prompter;
    }

    /** Replaces the prompter. */
    public void setPrompter(Prompter prompter) {
        this.prompter = prompter;
    }

    /**
     * Sets the listener for a lost connection. It is called at once, on any thread.
     *
     * @param watch returns false if it could not show the message; then it is shown before the next command
     */
    public void setWatch(Predicate<String> watch) {
        this.watch = watch;
    }

    /** Sets the source of key presses. */
    public void setKeys(Supplier<KeyInput> source) {
        keys = source;
    }

    /** Switches the input to single keys, until the result is closed. */
    public KeyInput keys() {
        return keys.get();
    }

    /** The output options of the running command. */
    public OutputOptions output() {
        return output;
    }

    /** Sets the output options of a command before it runs. */
    public void setOutput(OutputOptions output) {
        this.output = output;
        screen.setQuiet(output.isQuiet());
    }

    /** Results as a list; close it. */
    public Results results(String... columns) {
        return Results.of(output, screen, List.of(columns), continued);
    }

    /** Sets whether results continue those before, so that a line of names is not repeated. */
    public void setContinued(boolean continued) {
        this.continued = continued;
    }

    /** Shows a single result. */
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

    /** Connects to another broker; if that fails, the session stays. Held messages are put back first, and an open transaction rolls back. */
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

    /** The held messages; null if the session ends with its command. */
    public @Nullable HeldMessages heldMessages() {
        return heldMessages;
    }

    /** The open transaction; null for none. */
    public @Nullable ShellTransaction transaction() {
        return transaction;
    }

    /**
     * Opens a transaction.
     *
     * @throws ShellException if a transaction is open, or the session ends with its command
     */
    public void begin() {
        if (heldMessages == null) {
            throw ShellException.usage(
                    "begin is for the prompt and for scripts; a single command would end its transaction at once");
        }
        if (transaction != null) {
            throw ShellException.failed("a transaction is open already; commit or rollback ends it");
        }
        transaction = new ShellTransaction(connection());
    }

    /**
     * Commits the transaction or rolls it back.
     *
     * @throws ShellException if no transaction is open
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
                        "nothing is committed: the transaction was rolled back when its connection was lost");
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

    /** The context to send and receive in: that of the open transaction, else that of the connection. */
    public JMSContext context() {
        return transaction == null ? connection() : transaction.context();
    }

    /** The connection without a client identifier, except one in the URI. */
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
     * @param clientId null for none
     */
    public JMSContext connection(@Nullable String clientId) {
        JMSContext first = connection();
        String own = first.getClientID();
        boolean ofTheUri = own != null && broker().isRestante(); // other providers generate one
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

    /** A further connection; the caller closes it. */
    public JMSContext another() {
        connection(); // keeps an embedded broker open
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
     * Connects for administration; close the result.
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

    /** Closes the connections after a loss, so that the next command opens new ones; an open transaction stays, as rolled back. */
    public void mend() {
        String why = lost;
        if (why == null) {
            return;
        }
        if (!reported) {
            screen.complain(loss(why));
        }
        ShellTransaction undone = transaction;
        close();
        transaction = undone;
        lost = null;
    }

    /** Whether the connection is lost, and with it what was held, before {@link #mend} notices. */
    public boolean isLost() {
        return lost != null;
    }

    /** Whether the open transaction was rolled back with its connection; commands meant for it must not run outside it. */
    public boolean isUndone() {
        return transaction != null && transaction.isUndone();
    }

    /** After a command: closes the connections of client identifiers without held messages, as others may need the identifiers. */
    public void rest() {
        connections.entrySet().removeIf(each -> {
            boolean idle = !each.getKey().isEmpty() && (heldMessages == null || !heldMessages.uses(each.getValue()));
            if (idle) {
                each.getValue().close();
            }
            return idle;
        });
    }

    /** Describes the held messages and the open transaction, which end with the session; null for none. */
    public @Nullable String unfinished() {
        ShellTransaction open = transaction;
        String undone = open == null
                ? null
                : "the open transaction is rolled back: " + Screen.number(open.sent()) + " published, "
                        + Screen.number(open.received()) + " polled";
        if (heldMessages == null || heldMessages.size() == 0 || isLost()) {
            return undone;
        }
        return Screen.count(heldMessages.size(), "message") + " held and not acknowledged: put back"
                + (undone == null ? "" : "; " + undone);
    }

    private void lost(String why) {
        reported = watch.test(loss(why));
        lost = why;
    }

    /** Called on other threads, too, but only while no command runs. */
    private String loss(String why) {
        return "the connection was lost (" + why + ")"
                + (heldMessages == null || heldMessages.size() == 0
                        ? ""
                        : "; held messages wait again if they are persistent")
                + (transaction == null ? "" : "; the transaction is rolled back");
    }

    public void leave() {
        over = true;
    }

    public boolean isOver() {
        return over;
    }

    /** Puts held messages back and rolls back an open transaction. */
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
