package org.restante.shell.context;

import org.restante.shell.visit.Catalogue;
import org.restante.shell.visit.Connecting;
import org.restante.shell.visit.Visit;

/** What is done with contexts. */
public final class ContextCommands {

    private ContextCommands() {}

    /** Commands that read and write the contexts that the options of the command line mean. */
    public static Catalogue of(Visit visit, Connecting connecting) {
        return new Catalogue("Connections").add("context", () -> new ContextCommand(visit, connecting));
    }
}
