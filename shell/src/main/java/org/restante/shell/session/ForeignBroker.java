package org.restante.shell.session;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import org.restante.admin.Admin;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * Any provider of Jakarta Messaging, by its ConnectionFactory. Owned by the thread that runs commands.
 *
 * <p>The trap: libraries are found by the context class loader of the thread that made the factory, so it is set from then on.
 *
 * @param source how the factory is found
 */
public record ForeignBroker(String shown, FactorySource source) implements ProviderAccess {

    /** Long enough for a provider to send what waits, over a network, once it is asked. */
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
        throw ShellException.failed("this needs Restante's own administration, and " + VisibleText.line(shown)
                + " is another provider; use its own tools, or the commands for messages: publish, subscribe, poll, browse,"
                + " tail, request, reply, bench");
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }
}
