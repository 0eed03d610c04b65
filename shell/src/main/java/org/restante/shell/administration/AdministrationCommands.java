package org.restante.shell.administration;

import org.restante.shell.visit.Catalogue;
import org.restante.shell.visit.Visit;

/** What an operator does. */
public final class AdministrationCommands {

    private AdministrationCommands() {}

    public static Catalogue of(Visit visit) {
        return new Catalogue("Administration")
                .add("status", () -> new Status(visit))
                .add("info", () -> new Info(visit));
    }
}
