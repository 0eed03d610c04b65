package org.restante.shell.session;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import org.restante.admin.Admin;

/** The provider that is visited: how to connect to it, and what it can do beyond Jakarta Messaging. */
public interface ProviderAccess {

    /** For the user, who knows the directory, the address, or the context. */
    String shown();

    /**
     * What makes connections to it.
     *
     * @throws org.restante.shell.terminal.ShellException if there is none; it says why
     */
    ConnectionFactory factory();

    /** Whether there is {@link #admin}. */
    boolean isRestante();

    /**
     * An operator's link.
     *
     * @throws org.restante.shell.terminal.ShellException if the provider is not Restante
     */
    Admin admin(Credentials who);

    /** How long to wait for a message that is there already: some providers send it only when it is asked for. */
    Duration patience();
}
