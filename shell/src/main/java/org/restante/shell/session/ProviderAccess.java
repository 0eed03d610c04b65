package org.restante.shell.session;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import org.restante.admin.Admin;

/** Access to a provider: its connections, and its administration if it is Restante. */
public interface ProviderAccess {

    /** The name for the user: the directory, the address or the context. */
    String shown();

    /**
     * The factory of connections.
     *
     * @throws org.restante.shell.terminal.ShellException if it cannot be created
     */
    ConnectionFactory factory();

    /** Whether it is Restante, which has {@link #admin}. */
    boolean isRestante();

    /**
     * Connects for administration.
     *
     * @throws org.restante.shell.terminal.ShellException if the provider is not Restante
     */
    Admin admin(Credentials who);

    /** How long to wait for a message that is waiting already: some providers send it only on request. */
    Duration patience();
}
