package org.restante.shell.visit;

import jakarta.jms.ConnectionFactory;
import org.restante.admin.Admin;

/** The provider that is visited: how to connect to it, and what it can do beyond Jakarta Messaging. */
public interface Broker {

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

    /** The mode of a session whose messages are acknowledged one by one. */
    int individually();
}
