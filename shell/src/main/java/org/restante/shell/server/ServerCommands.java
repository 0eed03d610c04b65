package org.restante.shell.server;

import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.Surroundings;
import org.restante.shell.visit.Catalogue;
import org.restante.shell.visit.Connecting;

/** What runs and sets up a server; not for the prompt. */
public final class ServerCommands {

    private ServerCommands() {}

    public static Catalogue of(Connecting connecting, Surroundings surroundings, Screen screen) {
        return new Catalogue("Server")
                .add("serve", () -> new Serve(connecting, surroundings, screen))
                .add("init", () -> new Init(surroundings, screen))
                .add("user", () -> new UserCommand(connecting, surroundings, screen));
    }
}
