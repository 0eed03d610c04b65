package org.restante.shell.server;

import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.Screen;

/** The commands that run and set up a server, not for the prompt; and the one that looks at what a server depends on. */
public final class ServerCommands {

    private ServerCommands() {}

    /** The command that the prompt has, too. */
    public static Catalogue of(ShellSession session) {
        return new Catalogue("Administration").add("check", () -> new Check(session));
    }

    public static Catalogue of(ConnectionOptions connectionOptions, Environment environment, Screen screen) {
        return new Catalogue("Server")
                .add("serve", () -> new Serve(connectionOptions, environment, screen))
                .add("init", () -> new Init(environment, screen))
                .add("user", () -> new UserCommand(connectionOptions, environment, screen));
    }
}
