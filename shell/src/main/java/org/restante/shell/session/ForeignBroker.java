package org.restante.shell.session;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import org.restante.admin.Admin;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * Another provider of Jakarta Messaging, by its ConnectionFactory. Owned by the thread that runs commands.
 *
 * <p>The trap: providers load classes by the context class loader of the thread; {@link #factory} sets it and does not reset it.
 *
 * @param source how the factory is found
 */
public record ForeignBroker(String shown, FactorySource source) implements ProviderAccess {

    /** Long enough for a provider to send a waiting message over a network after a request. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override
    public ConnectionFactory factory() {
        return source.factory();
    }

    @Override
    public boolean isRestante() {
        return false;
    }

    @Override
    public Admin admin(Credentials who) {
        throw ShellException.failed("this command works only with Restante, and " + VisibleText.line(shown)
                + " is another provider; use its own tools, or the commands for messages: publish, subscribe, poll, browse,"
                + " tail, request, reply, bench");
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }
}
