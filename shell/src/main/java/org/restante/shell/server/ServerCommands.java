package org.restante.shell.server;

import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.Screen;

/** What runs and sets up a server; not for the prompt. */
public final class ServerCommands {

    private ServerCommands() {}

    public static Catalogue of(ConnectionOptions connecting, Environment surroundings, Screen screen) {
        return new Catalogue("Server")
                .add("serve", () -> new Serve(connecting, surroundings, screen))
                .add("init", () -> new Init(surroundings, screen))
                .add("user", () -> new UserCommand(connecting, surroundings, screen));
    }
}
