package org.restante.shell.administration;

import org.restante.shell.visit.Visit;
import picocli.CommandLine.Mixin;

/** What every sweep is told: where, which messages, and whether to ask first. Filled by picocli. */
final class Sweeping {

    @Mixin
    private Place place = new Place();

    @Mixin
    private Selecting which = new Selecting();

    @Mixin
    private Confirming confirming = new Confirming();

    void run(Visit visit, Sweep sweep) throws Exception {
        sweep.run(visit, place, which, confirming);
    }
}
