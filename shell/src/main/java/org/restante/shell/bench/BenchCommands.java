package org.restante.shell.bench;

import org.restante.shell.visit.Catalogue;
import org.restante.shell.visit.Visit;

/** What measures. */
public final class BenchCommands {

    private BenchCommands() {}

    public static Catalogue of(Visit visit) {
        return new Catalogue("Measuring").add("bench", () -> new Bench(visit));
    }
}
