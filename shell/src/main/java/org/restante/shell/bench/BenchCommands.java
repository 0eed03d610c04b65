package org.restante.shell.bench;

import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ShellSession;

/** The command for load tests. */
public final class BenchCommands {

    private BenchCommands() {}

    public static Catalogue of(ShellSession session) {
        return new Catalogue("Measuring").add("bench", () -> new Bench(session));
    }
}
